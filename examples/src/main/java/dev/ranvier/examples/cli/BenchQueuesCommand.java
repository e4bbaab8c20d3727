package dev.ranvier.examples.cli;

import dev.ranvier.examples.bench.Device;
import dev.ranvier.examples.bench.QueueTable;
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
import picocli.CommandLine.Spec;

/// Measures queues by themselves.
@Command(
    name = "queues",
    description = "Measure queues of every kind by themselves, in turns.",
    footer = {
      "",
      "A step pops every queue and pushes into one of 400. Bytes are those that a step reads and",
      "writes at least, and in %% of what a plain copy of as many bytes reaches on this machine.",
      "",
      "Example:",
      "  ranvier bench queues --kinds ring,fifo --n 1000,100000 --rounds 9"
    })
final class BenchQueuesCommand implements Callable<Integer> {
  @Mixin private PluginChoiceOption plugin = new PluginChoiceOption();

  @Mixin private KindsOption kinds = new KindsOption();

  @Option(
      names = "--n",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,10000",
      description = "How many queues (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "0",
      description = "Steps of a run; 0 for as many as take a while (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "How often each is run (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the delays and events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    sizes.forEach(size -> Numbers.positive(command, "--n", size));
    Numbers.positive(command, "--rounds", rounds);
    QueueTable table =
        new QueueTable(kinds.queues(command), sizes, Math.max(0, steps), rounds, seed);
    try (Device device = plugin.open(command)) {
      List<QueueTable.Row> rows = table.measure(device);
      if (json) {
        Json.print(command.getOut(), rows);
      } else {
        print(rows, command.getOut());
      }
    }
    return 0;
  }

  private static void print(List<QueueTable.Row> rows, PrintWriter out) {
    TextTable table =
        new TextTable(
            "queue",
            "delays",
            "layout",
            "n",
            "min us",
            "median us",
            "B/queue",
            "kB/step",
            "GB/s",
            "% of copy",
            "events",
            "dropped");
    for (QueueTable.Row row : rows) {
      table.row(
          row.queue(),
          row.delays(),
          row.layout(),
          Integer.toString(row.queues()),
          text("%.2f", row.minimumMicros()),
          text("%.2f", row.medianMicros()),
          text("%.1f", row.bytesPerQueue()),
          text("%.1f", row.bytesPerStep() / 1e3),
          text("%.1f", row.bytesPerStep() / row.medianMicros() / 1e3),
          text("%.0f", 100 * row.ofBandwidth()),
          Long.toString(row.events()),
          Long.toString(row.dropped()));
    }
    table.print(out);
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
