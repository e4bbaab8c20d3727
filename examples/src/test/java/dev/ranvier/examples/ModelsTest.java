package dev.ranvier.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.examples.run.Progress;
import dev.ranvier.runtime.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each model on the embedded runtime, with a plugin and a worker process.
class ModelsTest {
  private static Session session;

  @TempDir Path out;

  @BeforeAll
  static void start() {
    session = Session.embedded();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  @Test
  void relayPassesTheSpikeOnAfterItsDelay() throws Exception {
    var report = (RelayReport) new Relay().run(session, request(1, 1), Progress.SILENT);
    assertThat(report.in()).containsExactly(2.0);
    assertThat(report.first()).containsExactly(2.1);
    assertThat(report.second()).containsExactly(5.1);
    assertThat(report.lines()).last().asString().endsWith("5.1 ms  (3.0 ms later than the first)");
    assertThat(report.files()).hasSize(4).allSatisfy(file -> assertThat(Path.of(file)).exists());
  }

  @Test
  void recurrentNetworkSpikesTheSameForwardAndWithTheGradient() throws Exception {
    var report = (RecurrentReport) new Recurrent(800).run(session, request(1, 1), Progress.SILENT);
    assertThat(report.spikes()).as("in 20 ms").isGreaterThan(20);
    assertThat(report.gradientNorm()).isPositive().isFinite();
    assertThat(report.ways())
        .extracting(RecurrentReport.Way::name)
        .containsExactly("forward", "with gradient");
    assertThat(report.ways())
        .allSatisfy(way -> assertThat(way.microsPerStep()).as(way.name()).isPositive())
        .allSatisfy(way -> assertThat(way.temporaryBytes()).as(way.name()).isPositive());
    assertThat(report.files()).hasSize(2).allSatisfy(file -> assertThat(Path.of(file)).exists());
    assertThat(String.join("\n", report.lines()))
        .contains("100 neurons, 10,000 synapses, 800 steps of 0.025 ms")
        .containsPattern("with gradient +[0-9.]+ +[0-9.,]+ kB")
        .contains("norm of the gradient");
  }

  @Test
  void yinYangCountsEverySampleOnce() throws Exception {
    UntrainedYinYangReport report = yinYang(60, 20);
    assertThat(report.samples()).isEqualTo(60);
    assertThat(sum(report.firstSpikes())).isEqualTo(60);
    assertThat(report.populations().getFirst().spikes()).isEqualTo(240);
    assertThat(report.files()).hasSize(4).allSatisfy(file -> assertThat(Path.of(file)).exists());
  }

  @Test
  void yinYangSpikesInEveryPopulation() throws Exception {
    UntrainedYinYangReport report = yinYang(60, 20);
    var hidden = report.populations().get(1);
    assertThat(hidden.name()).isEqualTo("hidden");
    assertThat((double) hidden.spikes() / 60).isBetween(20.0, 200.0);
    assertThat(hidden.everActive()).isGreaterThan(30);
    assertThat(report.populations().get(2).spikes()).isGreaterThan(60);
    assertThat(report.dropped()).isZero();
  }

  @Test
  void yinYangGivesTheSameWhateverTheBatch() throws Exception {
    UntrainedYinYangReport whole = yinYang(30, 30);
    UntrainedYinYangReport parts = yinYang(30, 7);
    assertThat(parts.populations()).isEqualTo(whole.populations());
    assertThat(parts.firstSpikes()).isEqualTo(whole.firstSpikes());
  }

  @Test
  void yinYangDependsOnTheSeed() throws Exception {
    var other = new RunRequest(2, OptionalInt.of(30), OptionalInt.of(30), out);
    var report =
        (UntrainedYinYangReport) new UntrainedYinYang().run(session, other, Progress.SILENT);
    assertThat(report.populations()).isNotEqualTo(yinYang(30, 30).populations());
  }

  @Test
  void yinYangTellsHowFarItIs() throws Exception {
    List<Long> reached = new ArrayList<>();
    new UntrainedYinYang().run(session, request(25, 10), (done, total) -> reached.add(done));
    assertThat(reached).containsExactly(10L, 20L, 25L);
  }

  @Test
  void reportOfYinYangShowsThePopulationsAndTheTable() throws Exception {
    String text = String.join("\n", yinYang(20, 20).lines());
    assertThat(text)
        .contains("20 samples of 250 steps (0.05 ms each), 20 at a time")
        .containsPattern("hidden +120 ")
        .containsPattern("class +label 0 +label 1 +label 2 +tie +silent")
        .contains("0 yin", "1 yang", "2 dots");
  }

  private UntrainedYinYangReport yinYang(int samples, int batch) throws Exception {
    return (UntrainedYinYangReport)
        new UntrainedYinYang().run(session, request(samples, batch), Progress.SILENT);
  }

  private RunRequest request(int samples, int batch) {
    return new RunRequest(1, OptionalInt.of(samples), OptionalInt.of(batch), out);
  }

  private static int sum(List<List<Integer>> table) {
    return table.stream().flatMap(List::stream).mapToInt(Integer::intValue).sum();
  }
}
