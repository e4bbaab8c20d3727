package dev.ranvier.examples.cli;

import dev.ranvier.compiler.queue.BatchedHeap;
import dev.ranvier.compiler.queue.Heap;
import dev.ranvier.compiler.queue.LossyRing;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.examples.bench.CapacitySweep;
import dev.ranvier.examples.bench.CapacitySweep.Point;
import dev.ranvier.examples.picture.CurvePicture;
import dev.ranvier.examples.picture.CurvePicture.Curve;
import dev.ranvier.examples.picture.Picture;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.IntFunction;
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
    description = "Show how many events queues of each capacity drop, and what that changes.",
    footer = {
      "",
      "Busy neurons reach readers over delays of up to 8 ms; rings, which drop nothing, stand for",
      "what is right. Writes sweep-QUEUE.svg and .png.",
      "",
      "Example:",
      "  ranvier sweep --queue sorted --capacities 1,2,3,4,6,8 --out pictures"
    })
final class SweepCommand implements Callable<Integer> {
  private static final Map<String, IntFunction<Queue>> QUEUES =
      new TreeMap<>(
          Map.of(
              "sorted", Sorted::new,
              "heap", Heap::new,
              "batched_heap", BatchedHeap::new,
              "lossy_ring", LossyRing::new));

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
      defaultValue = "1,2,3,4,5,6",
      description = "How many events a queue holds (default: ${DEFAULT-VALUE}).")
  private List<Integer> capacities = new ArrayList<>();

  @Option(
      names = "--neurons",
      paramLabel = "N",
      defaultValue = "100",
      description = "Busy neurons, and as many readers (default: ${DEFAULT-VALUE}).")
  private int neurons;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Steps of 0.1 ms (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of weights, delays and drives (default: ${DEFAULT-VALUE}).")
  private long seed;

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
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    capacities.forEach(one -> Numbers.positive(command, "--capacities", one));
    Numbers.positive(command, "--neurons", neurons);
    Numbers.positive(command, "--steps", steps);
    List<Integer> rising = capacities.stream().sorted().distinct().toList();
    CapacitySweep sweep = new CapacitySweep(kind(), rising, neurons, steps, seed);
    try (Session session = Session.of(runtime.open(command))) {
      List<Point> points = sweep.run(session);
      List<Path> files = draw(points).write(out, "sweep-" + queue);
      if (json) {
        Json.print(command.getOut(), points);
      } else {
        print(points, command.getOut());
        files.forEach(file -> command.getOut().println("wrote " + file));
      }
    }
    return 0;
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

  private Picture draw(List<Point> points) {
    return CurvePicture.draw(
        "queues of kind %s, %d steps".formatted(queue, steps),
        "capacity",
        points.stream().map(Point::capacity).toList(),
        List.of(
            new Curve("events dropped", "%", percent(points, Point::dropRate)),
            new Curve("spikes, of those without drops", "%", percent(points, Point::ofLossless)),
            new Curve("first spikes kept", "%", percent(points, Point::firstSpikesKept))));
  }

  private static List<Double> percent(List<Point> points, Function<Point, Double> share) {
    return points.stream().map(point -> 100 * share.apply(point)).toList();
  }

  private static void print(List<Point> points, PrintWriter writer) {
    TextTable table =
        new TextTable(
            "capacity",
            "events",
            "dropped",
            "% dropped",
            "spikes",
            "% of lossless",
            "% first spikes kept");
    for (Point point : points) {
      table.row(
          Integer.toString(point.capacity()),
          Long.toString(point.sent()),
          Long.toString(point.dropped()),
          text(100 * point.dropRate()),
          Long.toString(point.spikes()),
          text(100 * point.ofLossless()),
          text(100 * point.firstSpikesKept()));
    }
    table.print(writer);
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
