package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.ms;

import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Measures queues of several kinds, all of one size in turns: delays of up to 80 steps, the same
/// for all queues or mixed, and an event for each queue every 400 steps on average.
///
/// @param kinds what is measured
/// @param sizes numbers of queues
/// @param steps of a run; 0 for as many as take a while
/// @param rounds of turns
public record QueueTable(List<Queue> kinds, List<Integer> sizes, int steps, int rounds, long seed) {
  private static final int LONGEST = 80;
  private static final int STEPS_BETWEEN_EVENTS = 400;

  public QueueTable {
    kinds = List.copyOf(kinds);
    sizes = List.copyOf(sizes);
  }

  /// One measurement.
  ///
  /// @param queue the kind and its capacity
  /// @param queues how many
  /// @param delays `equal` or `mixed`
  /// @param layout how they are kept
  /// @param minimumMicros a step
  /// @param medianMicros a step
  /// @param bytesPerQueue of state
  /// @param bytesPerStep read and written, at least
  /// @param ofBandwidth those bytes in the median time, of what this machine can
  /// @param events that arrived in a run
  /// @param dropped events of a run
  public record Row(
      String queue,
      int queues,
      String delays,
      String layout,
      double minimumMicros,
      double medianMicros,
      double bytesPerQueue,
      long bytesPerStep,
      double ofBandwidth,
      long events,
      long dropped) {}

  /// A case with its program on the device.
  private record Case(
      Queue queue,
      String delays,
      QueueWork work,
      QueueLowering lowering,
      Work lowered,
      Loaded loaded,
      long dropped) {}

  public List<Row> measure(Device device) {
    Bandwidth bandwidth = new Bandwidth(device);
    return sizes.stream().flatMap(size -> measure(device, bandwidth, size).stream()).toList();
  }

  private List<Row> measure(Device device, Bandwidth bandwidth, int size) {
    List<Case> cases = new ArrayList<>();
    try {
      for (Queue queue : kinds) {
        for (String delays : List.of("equal", "mixed")) {
          cases.add(load(device, queue, delays, size));
        }
      }
      List<Turns.Times> times = Turns.of(cases.stream().map(Case::loaded).toList(), rounds);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        rows.add(row(cases.get(i), times.get(i), bandwidth));
      }
      return rows;
    } finally {
      cases.forEach(one -> one.loaded().close());
    }
  }

  private Case load(Device device, Queue queue, String delays, int size) {
    QueueWork work = work(queue, delays.equals("equal"), size);
    long dropped;
    try (Loaded counting = device.load(work.dropping(device.target()))) {
      dropped = sum(counting.run());
    }
    Work lowered = work.lowered(device.target());
    return new Case(
        queue,
        delays,
        work,
        work.lowering(device.target()),
        lowered,
        device.load(lowered),
        dropped);
  }

  private QueueWork work(Queue queue, boolean equal, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    int longest = Math.min(LONGEST, queue.reach());
    QueueType type =
        queue
            .type(Delays.uniform(ms(1), ms(longest)), dt(ms(1)), List.of((long) size))
            .withReach(longest);
    TensorType each = TensorType.of(ElementType.I32, size);
    int[] delays = new int[size];
    Arrays.setAll(delays, _ -> equal ? longest : random.nextInt(1, longest + 1));
    int rows = steps > 0 ? steps : Math.clamp(4_000_000 / size, 100, 2000);
    byte[] events = new byte[Math.multiplyExact(rows, size)];
    for (int i = 0; i < events.length; i++) {
      events[i] = (byte) (random.nextInt(STEPS_BETWEEN_EVENTS) == 0 ? 1 : 0);
    }
    return new QueueWork(
        type,
        Tensor.ofInts(each, delays),
        Tensor.ofBytes(each.withElement(ElementType.U8).stacked(rows), events));
  }

  private static Row row(Case one, Turns.Times times, Bandwidth bandwidth) {
    long bytes = Traffic.ofStep(one.lowered().module());
    long state = one.lowering().parts().stream().mapToLong(p -> size(p.type())).sum();
    int queues = Math.toIntExact(one.work().delays().type().size());
    return new Row(
        one.queue().toString(),
        queues,
        one.delays(),
        one.lowering().name(),
        times.minimum(),
        times.median(),
        (double) state / queues,
        bytes,
        bytes / times.median() / bandwidth.of(bytes),
        sum(times.last()),
        one.dropped());
  }

  private static long size(TensorType type) {
    return type.size() * Math.max(1, type.element().bits() / 8);
  }

  private static long sum(Loaded.Run run) {
    return run.counts().stream().mapToLong(Number::longValue).sum();
  }
}
