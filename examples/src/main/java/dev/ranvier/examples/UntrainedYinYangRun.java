package dev.ranvier.examples;

import dev.ranvier.examples.data.YinYangData;
import dev.ranvier.examples.data.YinYangSample;
import dev.ranvier.examples.picture.RasterPicture;
import dev.ranvier.examples.picture.VoltagePicture;
import dev.ranvier.examples.picture.VoltagePicture.Trace;
import dev.ranvier.examples.picture.VoltagePicture.Traces;
import dev.ranvier.examples.run.Progress;
import dev.ranvier.examples.run.Spikes;
import dev.ranvier.examples.run.Voltages;
import dev.ranvier.runtime.session.LoadedProgram;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.SimulationProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// One run of `yinyang-untrained`: batch after batch, counting as they come back, and pictures of
/// the first sample.
final class UntrainedYinYangRun {
  private static final int CHANNELS = 4;
  private static final int HIDDEN = 120;
  private static final int LABELS = 3;

  private final LoadedProgram program;
  private final List<YinYangSample> samples;
  private final int batch;

  private final PopulationCount hiddenCount = new PopulationCount("hidden", HIDDEN);
  private final PopulationCount labelCount = new PopulationCount("label", LABELS);
  private final FirstSpikes firstSpikes = new FirstSpikes(YinYangData.PARTS.size(), LABELS);
  private final List<Path> files = new ArrayList<>();
  private Duration deviceTime = Duration.ZERO;
  private int dropped;

  UntrainedYinYangRun(LoadedProgram program, List<YinYangSample> samples, int batch) {
    this.program = program;
    this.samples = samples;
    this.batch = batch;
  }

  UntrainedYinYangReport run(Path out, Progress progress) throws IOException {
    long start = System.nanoTime();
    long drawing = 0;
    for (int from = 0; from < samples.size(); from += batch) {
      List<YinYangSample> part = samples.subList(from, Math.min(from + batch, samples.size()));
      Spikes in = new Spikes(UntrainedYinYang.STEPS, batch, CHANNELS, encode(part));
      Recording recording = simulate(in);
      count(part, recording);
      progress.reached(from + part.size(), samples.size());
      if (from == 0) {
        long before = System.nanoTime();
        draw(part.getFirst(), in, recording, out);
        drawing = System.nanoTime() - before;
      }
    }
    return report(Duration.ofNanos(System.nanoTime() - start - drawing));
  }

  /// Each batch starts from the initial state, with the same weights and delays.
  private Recording simulate(Spikes in) {
    try (var simulation = program.start()) {
      return simulation.run(
          UntrainedYinYang.STEPS, Map.of("in.spikes", in.toArray()), SimulationProgress.NONE);
    }
  }

  /// The last batch may have fewer samples than the program takes: the rest stays silent, and
  /// uncounted.
  private byte[] encode(List<YinYangSample> part) {
    List<double[]> values = new ArrayList<>(part.stream().map(YinYangSample::values).toList());
    byte[] spikes = UntrainedYinYang.CODE.encode(values);
    if (part.size() == batch) {
      return spikes;
    }
    byte[] padded = new byte[UntrainedYinYang.STEPS * batch * CHANNELS];
    for (int step = 0; step < UntrainedYinYang.STEPS; step++) {
      int row = part.size() * CHANNELS;
      System.arraycopy(spikes, step * row, padded, step * batch * CHANNELS, row);
    }
    return padded;
  }

  private void count(List<YinYangSample> part, Recording recording) {
    Spikes hiddenSpikes = Spikes.of(recording.spikes("hidden"));
    Spikes labelSpikes = Spikes.of(recording.spikes("label"));
    for (int sample = 0; sample < part.size(); sample++) {
      hiddenCount.add(hiddenSpikes, sample);
      labelCount.add(labelSpikes, sample);
      firstSpikes.add(part.get(sample).part(), labelSpikes, sample);
    }
    deviceTime = deviceTime.plus(recording.deviceTime());
    dropped += dropped(recording);
  }

  private static int dropped(Recording recording) {
    return recording.counts().entrySet().stream()
        .filter(count -> count.getKey().endsWith(".dropped"))
        .flatMapToInt(count -> IntStream.of(count.getValue().ints()))
        .sum();
  }

  private void draw(YinYangSample sample, Spikes in, Recording recording, Path out)
      throws IOException {
    String what =
        String.format(
            Locale.ROOT,
            "yinyang, first sample: (%.2f, %.2f), class %s",
            sample.x(),
            sample.y(),
            YinYangData.PARTS.get(sample.part()));
    double step = UntrainedYinYang.STEP_MS;
    Spikes label = Spikes.of(recording.spikes("label"));
    files.addAll(
        RasterPicture.draw(
                what,
                UntrainedYinYang.STEPS * step,
                List.of(
                    RasterPicture.rows("in", in, 0, step),
                    RasterPicture.rows("hidden", Spikes.of(recording.spikes("hidden")), 0, step),
                    RasterPicture.rows("label", label, 0, step)))
            .write(out, "yinyang-raster"));
    Voltages volts = Voltages.of(recording.voltage("label"));
    List<Trace> traces =
        IntStream.range(0, LABELS)
            .mapToObj(
                i ->
                    Trace.of(
                        "%d (%s)".formatted(i, YinYangData.PARTS.get(i)),
                        volts.of(0, i),
                        label,
                        0,
                        i))
            .toList();
    files.addAll(
        VoltagePicture.draw(what, step, List.of(new Traces("label", 1, traces)))
            .write(out, "yinyang-voltage"));
  }

  private UntrainedYinYangReport report(Duration wall) {
    double seconds = wall.toNanos() / 1e9;
    return new UntrainedYinYangReport(
        samples.size(),
        batch,
        program.compileTime().toNanos() / 1e9,
        seconds,
        deviceTime.toNanos() / 1e9,
        samples.size() / seconds,
        List.of(
            new UntrainedYinYangReport.Population(
                "in", CHANNELS, (long) samples.size() * CHANNELS, CHANNELS),
            hiddenCount.result(),
            labelCount.result()),
        dropped,
        YinYangData.PARTS,
        firstSpikes.table(),
        files.stream().map(Path::toString).toList());
  }

  /// Spikes of a population, and which of its neurons ever spiked.
  private static final class PopulationCount {
    private final String name;
    private final boolean[] active;
    private long spikes;

    PopulationCount(String name, int neurons) {
      this.name = name;
      this.active = new boolean[neurons];
    }

    void add(Spikes recorded, int sample) {
      for (Spikes.Spike spike : recorded.of(sample)) {
        spikes++;
        active[spike.neuron()] = true;
      }
    }

    UntrainedYinYangReport.Population result() {
      int everActive = 0;
      for (boolean neuron : active) {
        everActive += neuron ? 1 : 0;
      }
      return new UntrainedYinYangReport.Population(name, active.length, spikes, everActive);
    }
  }
}
