package dev.ranvier.examples;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.bench.RecurrentWork;
import dev.ranvier.examples.picture.RasterPicture;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.examples.run.Spikes;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// A recurrent network of 100 neurons, each of which reaches all others with a delay of its own of
/// about 4 ms, driven by constant currents: how long a step takes forward, and how long with the
/// gradient of the mean voltage by all 10,000 weights. The same network as in the reference's
/// benchmark, with its rule for arrivals.
public final class Recurrent implements Model {
  private static final int NEURONS = 100;
  private static final double STEP_MS = 0.025;
  private static final int STEPS = 4000;
  private static final double SYNAPSE_MS = 2;
  private static final double MEMBRANE_MS = 10;

  /// Delays in steps, of which the longest has to be known when the network is built.
  private static final int LONGEST = 280;

  private static final int ROUNDS = 5;

  private final int steps;

  public Recurrent() {
    this(STEPS);
  }

  Recurrent(int steps) {
    this.steps = steps;
  }

  /// Runs the model on an embedded runtime.
  public static void main(String[] arguments) throws IOException {
    try (Session session = Session.embedded()) {
      Report report = new Recurrent().run(session, RunRequest.defaults(), Progress.SILENT);
      report.lines().forEach(System.out::println);
    }
  }

  @Override
  public String name() {
    return "rsnn";
  }

  @Override
  public String summary() {
    return "100 recurrent neurons with 10,000 delays, forward and with gradients";
  }

  @Override
  public Network network() {
    return work(RunRequest.defaults().seed()).network();
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int samples() {
    return 1;
  }

  @Override
  public int defaultBatch() {
    return 1;
  }

  /// Drives from just above what reaches the threshold of 1 up to half as much again; no neuron
  /// reaches itself.
  private RecurrentWork work(long seed) {
    Random random = new Random(seed);
    double[] weights = new double[NEURONS * NEURONS];
    int[] delays = new int[NEURONS * NEURONS];
    double[] drive = new double[NEURONS];
    for (int i = 0; i < weights.length; i++) {
      boolean itself = i / NEURONS == i % NEURONS;
      weights[i] = itself ? 0 : 2e-4 * Math.pow(random.nextGaussian(), 2);
      long delay = Math.round((4 + 0.5 * random.nextGaussian()) / STEP_MS);
      delays[i] = Math.clamp(delay, 2, LONGEST);
    }
    for (int i = 0; i < NEURONS; i++) {
      drive[i] = 0.105 + i * 0.055 / (NEURONS - 1);
    }
    return new RecurrentWork(
        new Ring(),
        NEURONS,
        steps,
        STEP_MS,
        SYNAPSE_MS,
        MEMBRANE_MS,
        1,
        Tensor.ofDoubles(TensorType.of(ElementType.F32, NEURONS, NEURONS), weights),
        Tensor.ofInts(TensorType.of(ElementType.I32, NEURONS, NEURONS), delays),
        Tensor.ofDoubles(TensorType.of(ElementType.F32, NEURONS), drive));
  }

  @Override
  public Report run(Session session, RunRequest request, Progress progress) throws IOException {
    RecurrentWork work = work(request.seed());
    var forward = WorkRun.of(session, work.lowered(Targets.cpu()), ROUNDS);
    progress.reached(1, 2);
    var reverse = WorkRun.of(session, work.reverse(Targets.cpu()), ROUNDS);
    progress.reached(2, 2);
    Spikes spikes = Spikes.of(forward.counted());
    int sent = spikes.of(0).size();
    int again = Spikes.of(reverse.counted()).of(0).size();
    if (sent != again) {
      throw new IllegalStateException(
          "rsnn: expected the same spikes forward and with the gradient, got %d and %d"
              .formatted(sent, again));
    }
    double end = steps * STEP_MS;
    List<Path> files =
        RasterPicture.draw(
                "rsnn: %d recurrent neurons".formatted(NEURONS),
                end,
                List.of(RasterPicture.rows("cells", spikes, 0, STEP_MS)))
            .write(request.out(), "rsnn-raster");
    return new RecurrentReport(
        NEURONS,
        NEURONS * NEURONS,
        steps,
        STEP_MS,
        sent,
        sent / (end / 1000) / NEURONS,
        List.of(way("forward", forward), way("with gradient", reverse)),
        norm(reverse.gradient()),
        files.stream().map(Path::toString).toList());
  }

  private RecurrentReport.Way way(String name, WorkRun run) {
    return new RecurrentReport.Way(
        name,
        run.micros() / steps,
        run.compileSeconds(),
        run.temporaryBytes().isPresent() ? run.temporaryBytes().getAsLong() : null);
  }

  private static double norm(float[] gradient) {
    double squares = 0;
    for (float part : gradient) {
      squares += (double) part * part;
    }
    return Math.sqrt(squares);
  }
}
