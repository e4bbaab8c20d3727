package dev.ranvier.examples.cli;

import dev.ranvier.examples.bench.service.Bench;
import dev.ranvier.examples.bench.service.Overheads;
import dev.ranvier.examples.bench.service.Scale;
import dev.ranvier.examples.bench.service.ServiceTable;
import dev.ranvier.runtime.plugin.Located;
import dev.ranvier.runtime.plugin.PluginLocator;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Holds the runtime service against its acceptance figures.
@Command(
    name = "service",
    description =
        "Kill, stop, flood and deceive a runtime service, and print what it makes of that.",
    footer = {
      "",
      "Servers and workers are started on this machine, and ended again. All rows take a quarter of",
      "an hour and 10 GiB of memory, those of --quick two minutes.",
      "",
      "Examples:",
      "  ranvier bench service --quick",
      "  ranvier bench service --costs",
      "  ranvier bench service --rows 5,17 --soak 60"
    })
final class BenchServiceCommand implements Callable<Integer> {
  @Option(
      names = "--rows",
      paramLabel = "N",
      split = ",",
      description = "Which rows of the table (default: all, and what a call costs).")
  private List<Integer> rows = new ArrayList<>();

  @Option(names = "--costs", description = "Print what a call costs, and no rows but those named.")
  private boolean costs;

  @Option(names = "--quick", description = "Do little of each.")
  private boolean quick;

  @Option(
      names = "--soak",
      paramLabel = "MINUTES",
      description = "How long the soak lasts (default: 2; with --quick, 20 s).")
  private @Nullable Integer soak;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// What `--json` prints.
  private record Report(List<String> overheads, List<ServiceTable.Line> rows) {}

  @Override
  public Integer call() throws Exception {
    CommandLine command = spec.commandLine();
    if (!ServiceTable.has(Set.copyOf(rows))) {
      throw new ParameterException(
          command,
          "--rows: expected numbers of %s, got %s".formatted(ServiceTable.numbers(), rows));
    }
    PrintWriter out = command.getOut();
    Bench bench = bench(command);
    boolean all = rows.isEmpty() && !costs;
    List<String> overheads = all || costs ? Overheads.measure(bench) : List.of();
    if (!json) {
      overheads.forEach(out::println);
      out.println(overheads.isEmpty() ? "" : "\n");
    }
    List<ServiceTable.Line> lines = new ArrayList<>();
    for (int number : all ? ServiceTable.numbers() : rows) {
      ServiceTable.Line line = ServiceTable.measure(number, bench);
      lines.add(line);
      if (!json) {
        print(out, line);
      }
    }
    if (json) {
      Json.print(out, new Report(overheads, lines));
    } else {
      long met = lines.stream().filter(ServiceTable.Line::met).count();
      out.print(lines.isEmpty() ? "" : "%d of %d rows met%n".formatted(met, lines.size()));
    }
    return 0;
  }

  private static void print(PrintWriter out, ServiceTable.Line line) {
    out.printf(
        "| %d | %s | %s | %s | %s |%n",
        line.number(), line.what(), line.bar(), line.measured(), line.met() ? "yes" : "no");
    out.flush();
  }

  private Bench bench(CommandLine command) {
    PluginLocator locator = PluginLocator.ofSystem();
    Located located = locator.locate(Optional.empty());
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    Integer minutes = soak;
    if (minutes != null) {
      Numbers.positive(command, "--soak", minutes);
      scale = scale.withSoak(Duration.ofMinutes(minutes));
    }
    try (var fetching = new FetchDisplay(command.getErr())) {
      return new Bench(locator.library(located.choice(), fetching), Main.class, scale);
    }
  }
}
