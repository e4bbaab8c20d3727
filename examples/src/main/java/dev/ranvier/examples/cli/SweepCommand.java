package dev.ranvier.examples.cli;

import dev.ranvier.compiler.queue.BatchedHeap;
import dev.ranvier.compiler.queue.Heap;
import dev.ranvier.compiler.queue.LossyRing;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.examples.bench.CapacitySweep;
import dev.ranvier.examples.bench.CapacitySweep.Curve;
import dev.ranvier.examples.bench.CapacitySweep.Point;
import dev.ranvier.examples.bench.SpreadSweep;
import dev.ranvier.examples.bench.SpreadSweep.OfSeed;
import dev.ranvier.examples.picture.CurvePicture;
import dev.ranvier.examples.picture.Picture;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.balance.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Tries queues of several capacities in one network.
@Command(
    name = "sweep",
    description = "Show how many events queues of each capacity drop, and what accuracy is left.",
    footer = {
      "",
      "A network of 100 hidden neurons learns handwritten digits; their spikes reach the readout"
          + " over",
      "delays of up to 15 ms. It is trained with rings, which drop nothing, and run with queues of",
      "each capacity; and it is trained with these queues. Writes sweep-QUEUE.svg and .png.",
      "",
      "On several runtimes, each is given one training at a time; what one of them leaves undone"
          + " when",
      "it dies is done by the others.",
      "",
      "Examples:",
      "  ranvier sweep --queue sorted --capacities 1,2,3,4,6,8 --out pictures",
      "  ranvier sweep --seeds 3 --runtime localhost:8470,localhost:8471,localhost:8472"
    })
final class SweepCommand implements Callable<Integer> {
  private static final Map<String, IntFunction<Queue>> QUEUES =
      new TreeMap<>(
          Map.of(
              "sorted", Sorted::new,
              "heap", Heap::new,
              "batched_heap", BatchedHeap::new,
              "lossy_ring", LossyRing::new));

  /// How long to wait for a runtime when there is none left.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Mixin private RuntimeOptions runtime = new RuntimeOptions();

  @Option(
      names = "--queue",
      paramLabel = "KIND",
      defaultValue = "sorted",
      description =
          "batched_heap, heap, lossy_ring or sorted: kinds that take mixed delays and hold so many"
              + " events (default: ${DEFAULT-VALUE}).")
  private String queue = "sorted";

  @Option(
      names = "--capacities",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,3,4",
      description = "How many events a queue holds (default: ${DEFAULT-VALUE}).")
  private List<Integer> capacities = new ArrayList<>();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Epochs of each training (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of parameters and samples (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many sweeps, with one seed each from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "The folder for pictures (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine command = spec.commandLine();
    capacities.forEach(one -> Numbers.positive(command, "--capacities", one));
    Numbers.positive(command, "--epochs", epochs);
    Numbers.positive(command, "--seeds", seeds);
    List<Integer> rising = capacities.stream().sorted().distinct().toList();
    IntFunction<Queue> kind = kind();
    List<CapacitySweep> sweeps =
        LongStream.range(seed, seed + seeds)
            .mapToObj(each -> new CapacitySweep(kind, rising, epochs, each))
            .toList();
    SpreadSweep spread = new SpreadSweep(sweeps, runtime.places(command), PATIENCE);
    List<OfSeed> found = spread.run(new Told(command, spread.jobs(), json));
    Curve mean = SpreadSweep.mean(found);
    PrintWriter writer = command.getOut();
    List<Path> files = draw(mean).write(out, "sweep-" + queue);
    if (json) {
      Json.print(writer, seeds == 1 ? mean : found);
    } else {
      print(mean, writer);
      files.forEach(file -> writer.println("wrote " + file));
    }
    return 0;
  }

  /// Prints each result as it comes, once, and where it comes from.
  private static final class Told implements SpreadSweep.Listener {
    private final CommandLine command;
    private final PrintWriter results;
    private final int of;
    private int done;

    /// @param json whether standard output is for a program: then results go to standard error
    Told(CommandLine command, int of, boolean json) {
      this.command = command;
      this.results = json ? command.getErr() : command.getOut();
      this.of = of;
    }

    @Override
    public void trained(long seed, CapacitySweep.Run lossless, Place place) {
      results.printf(
          Locale.ROOT,
          "[%d of %d] seed %d, no drops: %.1f %% right (%s)%n",
          ++done,
          of,
          seed,
          100 * lossless.accuracy(),
          place.name());
      results.flush();
    }

    @Override
    public void tried(long seed, Point point, Place place) {
      results.printf(
          Locale.ROOT,
          "[%d of %d] seed %d, capacity %d: %.1f %% dropped, %.1f %% right; trained so %.1f %%,"
              + " %.1f %% (%s)%n",
          ++done,
          of,
          seed,
          point.capacity(),
          100 * point.trainedWithoutDrops().dropRate(),
          100 * point.trainedWithoutDrops().accuracy(),
          100 * point.trainedWithDrops().dropRate(),
          100 * point.trainedWithDrops().accuracy(),
          place.name());
      results.flush();
    }

    @Override
    public void again(String job, Place place, RuntimeFailure problem) {
      command.getErr().printf("%s is begun again: %s%n", job, problem.getMessage());
      command.getErr().flush();
    }
  }

  private IntFunction<Queue> kind() {
    IntFunction<Queue> kind = QUEUES.get(queue);
    if (kind == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--queue: unknown kind \"%s\"; there are %s"
              .formatted(queue, String.join(", ", QUEUES.keySet())));
    }
    return kind;
  }

  private Picture draw(Curve found) {
    List<Point> points = found.points();
    return CurvePicture.draw(
        "queues of kind %s, %d epochs".formatted(queue, epochs),
        "capacity",
        points.stream().map(Point::capacity).toList(),
        List.of(
            new CurvePicture.Curve(
                "events dropped",
                "%",
                percent(points, one -> one.trainedWithoutDrops().dropRate())),
            new CurvePicture.Curve(
                "accuracy, trained without drops",
                "%",
                percent(points, one -> one.trainedWithoutDrops().accuracy())),
            new CurvePicture.Curve(
                "accuracy, trained with them",
                "%",
                percent(points, one -> one.trainedWithDrops().accuracy()))));
  }

  private static List<Double> percent(List<Point> points, Function<Point, Double> share) {
    return points.stream().map(point -> 100 * share.apply(point)).toList();
  }

  private static void print(Curve found, PrintWriter writer) {
    TextTable table =
        new TextTable(
            "capacity", "% dropped", "% right", "% dropped, trained so", "% right, trained so");
    for (Point point : found.points()) {
      table.row(
          Integer.toString(point.capacity()),
          text(100 * point.trainedWithoutDrops().dropRate()),
          text(100 * point.trainedWithoutDrops().accuracy()),
          text(100 * point.trainedWithDrops().dropRate()),
          text(100 * point.trainedWithDrops().accuracy()));
    }
    table.print(writer);
    writer.printf(
        Locale.ROOT,
        "without drops: %.1f %% right, %d events%n",
        100 * found.lossless().accuracy(),
        found.lossless().sent());
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
