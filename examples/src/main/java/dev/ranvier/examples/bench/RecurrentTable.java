package dev.ranvier.examples.bench;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Measures recurrent networks, each beside its floor: the same neurons without synapses, in turns.
///
/// @param networks by the names that [#names] lists
/// @param steps of a run
/// @param rounds of turns
public record RecurrentTable(List<String> networks, int steps, int rounds, long seed) {
  public RecurrentTable {
    networks = List.copyOf(networks);
  }

  /// One measurement.
  ///
  /// @param layout where events are kept
  /// @param minimumMicros a step
  /// @param medianMicros a step
  /// @param floorMinimumMicros the same without synapses
  /// @param floorMedianMicros the same without synapses
  /// @param timesFloor the ratio of the medians
  /// @param bytes of the events under way
  /// @param hertz how often a neuron spiked
  /// @param dropped events of a run
  /// @param compileSeconds from the network to the loaded program
  public record Row(
      String network,
      int neurons,
      long synapses,
      String layout,
      double minimumMicros,
      double medianMicros,
      double floorMinimumMicros,
      double floorMedianMicros,
      double timesFloor,
      long bytes,
      double hertz,
      long dropped,
      double compileSeconds) {}

  /// The networks that there are.
  public static List<String> names() {
    return DrivenNetwork.all().stream().map(DrivenNetwork::name).toList();
  }

  public List<Row> measure(Device device) {
    List<Row> rows = new ArrayList<>();
    for (DrivenNetwork network : DrivenNetwork.all()) {
      if (networks.contains(network.name())) {
        rows.add(measure(device, network));
      }
    }
    return rows;
  }

  private Program compiled(Device device, Network network) {
    Settings settings = Settings.batch(1).steps(steps).seed(seed);
    return Compiler.target(device.target()).compile(network, settings);
  }

  private static Work spikes(Program program) {
    String counted = DrivenNetwork.CELLS + ".spikeCount";
    return Work.of(program, program.parameters(), Role.COUNT, counted);
  }

  private Row measure(Device device, DrivenNetwork network) {
    long start = System.nanoTime();
    Program program = compiled(device, network.whole());
    Work whole = spikes(program);
    try (Loaded synapses = device.load(whole);
        Loaded floor = device.load(spikes(compiled(device, network.floor())))) {
      double seconds = (System.nanoTime() - start) / 1e9;
      List<Turns.Times> times = Turns.of(List.of(synapses, floor), rounds);
      return row(network, program, times, dropped(device, program), seconds);
    }
  }

  private static long dropped(Device device, Program program) {
    String counted = program.graph().projections().getFirst().name() + ".dropped";
    Work work = Work.of(program, program.parameters(), Role.COUNT, counted);
    try (Loaded loaded = device.load(work)) {
      return sum(loaded.run());
    }
  }

  private Row row(
      DrivenNetwork network,
      Program program,
      List<Turns.Times> times,
      long dropped,
      double compileSeconds) {
    Turns.Times whole = times.getFirst();
    Turns.Times floor = times.getLast();
    var projection = program.graph().projections().getFirst();
    double seconds = steps * DrivenNetwork.STEP / 1000;
    return new Row(
        network.name(),
        network.neurons(),
        synapses(program, projection.delaysPort()),
        program.plan().choice(projection).layout(),
        whole.minimum(),
        whole.median(),
        floor.minimum(),
        floor.median(),
        whole.median() / floor.median(),
        bytes(program, projection.name() + ".queue"),
        sum(whole.last()) / seconds / network.neurons(),
        dropped,
        compileSeconds);
  }

  private static long synapses(Program program, String delays) {
    Tensor drawn = program.parameters().get(delays);
    return drawn == null ? 0 : drawn.type().size();
  }

  private static long bytes(Program program, String queue) {
    return program.signature().inputs(Role.STATE).stream()
        .filter(port -> port.name().startsWith(queue))
        .map(Port::type)
        .mapToLong(RecurrentTable::size)
        .sum();
  }

  private static long size(TensorType type) {
    return type.size() * Math.max(1, type.element().bits() / 8);
  }

  private static long sum(Loaded.Run run) {
    return run.counts().stream().mapToLong(Number::longValue).sum();
  }
}
