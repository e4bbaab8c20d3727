package dev.ranvier.examples.bench;

import dev.ranvier.compiler.queue.BatchedHeap;
import dev.ranvier.compiler.queue.Bits;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.queue.Heap;
import dev.ranvier.compiler.queue.LossyRing;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.queue.SingleSpike;
import dev.ranvier.compiler.queue.SingleSpikeKeep;
import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/// What can be asked for with `load`, built from the members of the request.
final class Cases {
  private Cases() {}

  static Work of(Request request, Target target) throws IOException {
    String name = request.text("case");
    return switch (name) {
      case "queue" -> queue(request, target);
      case "rsnn" -> recurrent(request, target);
      case "train" -> train(request, target);
      default ->
          throw new BenchFailed("case \"%s\": expected queue, rsnn or train".formatted(name));
    };
  }

  private static Work queue(Request request, Target target) throws IOException {
    int queues = request.count("n");
    int steps = request.count("steps");
    Tensor delays = within(request, request.tensor("delays", ElementType.I32, queues), 1);
    return QueueWork.of(
            snakeCase(request.text("queue")),
            request.integer("capacity"),
            delays,
            request.tensor("events", ElementType.U8, steps, queues))
        .lowered(target);
  }

  private static Tensor within(Request request, Tensor delays, int least) {
    int most = request.members().has("max_delay") ? request.count("max_delay") : Integer.MAX_VALUE;
    for (int delay : delays.toInts()) {
      if (delay < least || delay > most) {
        throw new BenchFailed(
            "\"delays\": expected from %d to %d steps, got %d".formatted(least, most, delay));
      }
    }
    return delays;
  }

  /// A spike of a step that arrives 0 steps later is seen by the current of the next step there,
  /// which is a delay of 1 step here.
  private static Work recurrent(Request request, Target target) throws IOException {
    String mode = request.text("mode");
    if (!mode.equals("forward") && !mode.equals("reverse")) {
      throw new BenchFailed("mode \"%s\": expected forward or reverse".formatted(mode));
    }
    int neurons = request.count("n");
    Tensor delays = within(request, request.tensor("delays", ElementType.I32, neurons, neurons), 0);
    int[] later = Arrays.stream(delays.toInts()).map(delay -> delay + 1).toArray();
    RecurrentWork work =
        new RecurrentWork(
            queueOf(request),
            neurons,
            request.count("steps"),
            request.number("dt"),
            request.number("tau_syn"),
            request.number("tau_mem"),
            request.number("theta"),
            request.tensor("weights", ElementType.F32, neurons, neurons),
            Tensor.ofInts(delays.type(), later),
            request.tensor("drive", ElementType.F32, neurons));
    return mode.equals("forward") ? work.lowered(target) : work.reverse(target);
  }

  private static Work train(Request request, Target target) throws IOException {
    int batch = request.count("batch");
    int steps = request.count("steps");
    int inputs = request.count("inputs");
    Tensor spikes = request.tensor("spikes", ElementType.U8, batch, steps, inputs);
    return new TrainingWork(
            queueOf(request),
            batch,
            inputs,
            request.count("hidden"),
            request.count("outputs"),
            steps,
            request.number("dt"),
            request.number("tau_syn"),
            request.number("tau_mem"),
            request.number("theta"),
            request.count("max_delay"),
            stepsFirst(spikes),
            request.tensor("labels", ElementType.I32, batch))
        .lowered(target);
  }

  /// `[sample, step, input]` as `[step, sample, input]`.
  private static Tensor stepsFirst(Tensor spikes) {
    int batch = (int) spikes.type().dimension(0);
    int steps = (int) spikes.type().dimension(1);
    int inputs = (int) spikes.type().dimension(2);
    byte[] given = spikes.toBytes();
    byte[] turned = new byte[given.length];
    for (int sample = 0; sample < batch; sample++) {
      for (int step = 0; step < steps; step++) {
        System.arraycopy(
            given,
            (sample * steps + step) * inputs,
            turned,
            (step * batch + sample) * inputs,
            inputs);
      }
    }
    return Tensor.ofBytes(TensorType.of(ElementType.U8, steps, batch, inputs), turned);
  }

  private static Queue queueOf(Request request) {
    String kind = request.text("queue");
    return switch (kind) {
      case "auto", "Ring" -> new Ring();
      case "SingleSpike" -> new SingleSpike();
      case "SingleSpikeKeep" -> new SingleSpikeKeep();
      case "Fifo" -> new Fifo(request.count("capacity"));
      case "LossyRing" -> new LossyRing(request.count("capacity"));
      case "Sorted" -> new Sorted(request.count("capacity"));
      case "Heap" -> new Heap(request.count("capacity"));
      case "BatchedHeap" -> new BatchedHeap(request.count("capacity"));
      case "Bits" -> new Bits(request.count("capacity"));
      default ->
          throw new BenchFailed(
              "queue \"%s\": expected auto, Ring, SingleSpike, SingleSpikeKeep, Fifo, LossyRing,"
                      .formatted(kind)
                  + " Sorted, Heap, BatchedHeap or Bits");
    };
  }

  /// `LossyRing` as `lossy_ring`.
  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
