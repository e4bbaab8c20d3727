package dev.ranvier.examples.cli;

import dev.ranvier.examples.bench.Device;
import dev.ranvier.examples.bench.RecurrentTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures recurrent networks.
@Command(
    name = "rsnn",
    description = "Measure recurrent networks, each beside the same neurons without synapses.",
    footer = {
      "",
      "The floor is what the neurons alone take, measured in turns with the network.",
      "",
      "Example:",
      "  ranvier bench rsnn --networks dense-100,sparse-1000-mixed --steps 10000"
    })
final class BenchRsnnCommand implements Callable<Integer> {
  @Mixin private PluginChoiceOption plugin = new PluginChoiceOption();

  @Option(
      names = "--networks",
      paramLabel = "NAME",
      split = ",",
      description = "Which networks (default: all): dense-100, sparse-4000-mixed, ...")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Steps of a run (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is run (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of wirings, weights, delays and drives (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    Numbers.positive(command, "--steps", steps);
    Numbers.positive(command, "--rounds", rounds);
    RecurrentTable table = new RecurrentTable(chosen(), steps, rounds, seed);
    try (Device device = plugin.open(command)) {
      List<RecurrentTable.Row> rows = table.measure(device);
      if (json) {
        Json.print(command.getOut(), rows);
      } else {
        print(rows, command.getOut());
      }
    }
    return 0;
  }

  private List<String> chosen() {
    List<String> known = RecurrentTable.names();
    for (String name : networks) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--networks: unknown network \"%s\"; there are %s"
                .formatted(name, String.join(", ", known)));
      }
    }
    return networks.isEmpty() ? known : networks;
  }

  private static void print(List<RecurrentTable.Row> rows, PrintWriter out) {
    TextTable table =
        new TextTable(
            "network",
            "layout",
            "n",
            "synapses",
            "min us",
            "median us",
            "floor min",
            "floor median",
            "x floor",
            "kB queues",
            "Hz",
            "dropped",
            "compile s");
    for (RecurrentTable.Row row : rows) {
      table.row(
          row.network(),
          row.layout(),
          Integer.toString(row.neurons()),
          Long.toString(row.synapses()),
          text("%.2f", row.minimumMicros()),
          text("%.2f", row.medianMicros()),
          text("%.2f", row.floorMinimumMicros()),
          text("%.2f", row.floorMedianMicros()),
          text("%.2f", row.timesFloor()),
          text("%.1f", row.bytes() / 1e3),
          text("%.1f", row.hertz()),
          Long.toString(row.dropped()),
          text("%.1f", row.compileSeconds()));
    }
    table.print(out);
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
