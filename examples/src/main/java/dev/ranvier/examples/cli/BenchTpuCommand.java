package dev.ranvier.examples.cli;

import dev.ranvier.examples.bench.AheadTable;
import dev.ranvier.runtime.ahead.AheadOfTime;
import dev.ranvier.runtime.ahead.AheadTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Prices queues on TPUs that aren't there.
@Command(
    name = "tpu",
    description = "Price queues of every kind on a TPU, by the machine code its compiler makes.",
    footer = {
      "",
      "A bundle takes a cycle. A step pops every queue, counts what arrives, and pushes. The first",
      "layout of a queue is the one that is taken unless a network asks for another.",
      "",
      "Examples:",
      "  ranvier bench tpu",
      "  ranvier bench tpu --device v6e:1x1 --kinds ring,fifo --all"
    })
final class BenchTpuCommand implements Callable<Integer> {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "v5e:1x1",
      description = "v5e:1x1, v6e:1x1, ... (default: ${DEFAULT-VALUE}).")
  private String device = "v5e:1x1";

  @Mixin private KindsOption kinds = new KindsOption();

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "80",
      description = "Queues, in rows of 128 (default: ${DEFAULT-VALUE}).")
  private int rows = 80;

  @Option(names = "--all", description = "Every layout, not only the one that is taken.")
  private boolean all;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    Numbers.positive(command, "--rows", rows);
    AheadOfTime compiler = AheadOption.compiler(command, target());
    PrintWriter out = command.getOut();
    out.printf("queues on %s, by %s%n%n", device, compiler.plugin());
    out.println("| queue | delays | layout | bundles a step | temporaries | in the loop |");
    out.println("|---|---|---|---|---|---|");
    out.flush();
    try {
      new AheadTable(kinds.queues(command), rows, all).measure(compiler, row -> print(row, out));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("bench tpu: interrupted");
    }
    return 0;
  }

  private AheadTarget target() {
    try {
      AheadTarget target = AheadTarget.named(device);
      if (target.kind().equals("tpu")) {
        return target;
      }
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(
          spec.commandLine(), "--device: " + unknown.getMessage(), unknown);
    }
    throw new ParameterException(
        spec.commandLine(), "--device: expected a TPU, got \"%s\"".formatted(device));
  }

  private static void print(AheadTable.Row row, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "| %s | %s | %s%s | %s | %s | %s |%n",
        row.queue(),
        row.delays(),
        row.layout(),
        row.first() ? "" : " (if asked for)",
        row.bundles() < 0 ? "-" : String.format(Locale.ROOT, "%.0f", row.bundles()),
        row.temporaries() < 0
            ? "-"
            : String.format(Locale.ROOT, "%,.0f kB", row.temporaries() / 1e3),
        row.problem() == null ? row.unwanted() : row.problem());
    out.flush();
  }
}
