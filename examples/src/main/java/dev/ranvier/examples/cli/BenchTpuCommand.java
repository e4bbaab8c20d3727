package dev.ranvier.examples.cli;

import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.examples.bench.AheadTable;
import dev.ranvier.examples.bench.GradientTable;
import dev.ranvier.runtime.ahead.AheadOfTime;
import dev.ranvier.runtime.ahead.AheadTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "layout of a queue is the one that is taken unless a network asks for another; the target's",
      "own sort is priced beside it. \"On chip\" says how many of the arrays that the loop carries",
      "lie in vector memory; the events of all steps, which are one of them, may lie outside.",
      "",
      "Examples:",
      "  ranvier bench tpu",
      "  ranvier bench tpu --device v6e:1x1 --kinds ring,fifo --all",
      "  ranvier bench tpu --rows 80,800",
      "  ranvier bench tpu --gradient"
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
      split = ",",
      defaultValue = "80",
      description = "Queues, in rows of 128; one size or several (default: ${DEFAULT-VALUE}).")
  private List<Integer> rows = List.of(80);

  @Option(
      names = "--all",
      description = "Every layout, not only the one that is taken and the sort.")
  private boolean all;

  @Option(
      names = "--gradient",
      description = "Runs of a projection with such queues, and their gradients.")
  private boolean gradient;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    rows.forEach(size -> Numbers.positive(command, "--rows", size));
    AheadOfTime compiler = AheadOption.compiler(command, target());
    PrintWriter out = command.getOut();
    out.printf("queues on %s, by %s%n%n", device, compiler.plugin());
    try {
      if (gradient) {
        gradients(queues(command), compiler, out);
      } else {
        layouts(queues(command), compiler, out);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("bench tpu: interrupted");
    }
    return 0;
  }

  private void layouts(List<Queue> queues, AheadOfTime compiler, PrintWriter out)
      throws IOException, InterruptedException {
    out.println(
        "| queue | queues | delays | layout | bundles a step | temporaries | on chip | in the loop |");
    out.println("|---|---|---|---|---|---|---|---|");
    out.flush();
    for (int size : rows) {
      new AheadTable(queues, size, all).measure(compiler, row -> print(row, out));
    }
  }

  private static void gradients(List<Queue> queues, AheadOfTime compiler, PrintWriter out)
      throws IOException, InterruptedException {
    out.println("| queue | delays | bundles a step | with its gradient | in the loops |");
    out.println("|---|---|---|---|---|");
    out.flush();
    new GradientTable(queues).measure(compiler, row -> print(row, out));
  }

  /// Sorted queues also of a size at which a network of comparisons is long.
  private List<Queue> queues(CommandLine command) {
    return kinds.queues(command).stream()
        .flatMap(
            queue -> queue instanceof Sorted ? Stream.of(queue, new Sorted(16)) : Stream.of(queue))
        .toList();
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
        "| %s | %,d | %s | %s%s | %s | %s | %s | %s |%n",
        row.queue(),
        row.queues(),
        row.delays(),
        row.layout(),
        row.first() ? "" : " (if asked for)",
        bundles(row.bundles()),
        row.temporaries() < 0
            ? "-"
            : String.format(Locale.ROOT, "%,.0f kB", row.temporaries() / 1e3),
        row.carried(),
        row.problem() == null ? row.unwanted() : row.problem());
    out.flush();
  }

  private static void print(GradientTable.Row row, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s |%n",
        row.queue(),
        row.delays(),
        bundles(row.run()),
        bundles(row.both()),
        row.problem() == null ? row.unwanted() : row.problem());
    out.flush();
  }

  private static String bundles(double number) {
    return number < 0 ? "-" : String.format(Locale.ROOT, "%.0f", number);
  }
}
