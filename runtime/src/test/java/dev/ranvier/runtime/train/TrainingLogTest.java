package dev.ranvier.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingLogTest {
  @TempDir Path folder;

  private static EpochRow row(int epoch) {
    return new EpochRow(
        epoch, 1.0 / (3 * epoch), 0.9, OptionalDouble.of(0.875), 0.01 / epoch, 12345.6, 0.5);
  }

  @Test
  void everyRowIsInTheFileBeforeTheNext() throws Exception {
    Path file = folder.resolve("deeper/log.csv");
    try (var log = TrainingLog.create(file)) {
      log.append(row(1));
      assertThat(Files.readString(file))
          .isEqualTo(
              """
              epoch,loss,training_accuracy,validation_accuracy,learning_rate,samples_per_second,seconds
              1,0.3333333333333333,0.9,0.875,0.01,12345.6,0.5
              """);
      log.append(row(2));
      assertThat(TrainingLog.read(file)).containsExactly(row(1), row(2));
      assertThat(log.rows()).containsExactly(row(1), row(2));
    }
  }

  @Test
  void rowsWithoutValidationAndNumbersThatAreNoneReadBack() throws Exception {
    var row = new EpochRow(7, Double.NaN, 0, OptionalDouble.empty(), 1e-30, 1, 2);
    Path file = folder.resolve("log.csv");
    try (var log = TrainingLog.create(file)) {
      log.append(row);
    }
    assertThat(TrainingLog.read(file)).containsExactly(row);
  }

  @Test
  void aResumedLogForgetsLaterEpochs() throws Exception {
    Path file = folder.resolve("log.csv");
    try (var log = TrainingLog.create(file)) {
      for (int epoch = 1; epoch <= 4; epoch++) {
        log.append(row(epoch));
      }
    }
    try (var log = TrainingLog.resume(file, 2)) {
      assertThat(log.rows()).containsExactly(row(1), row(2));
      log.append(row(3));
    }
    assertThat(TrainingLog.read(file)).containsExactly(row(1), row(2), row(3));
  }

  @Test
  void namesTheLineThatIsNoRow() throws Exception {
    Path file = folder.resolve("log.csv");
    Files.writeString(file, EpochRow.HEADER + "\n1,2,3\n");
    assertThatThrownBy(() -> TrainingLog.read(file))
        .hasMessage(file + ":2: expected 7 fields, got 3");
    Files.writeString(file, "a,b\n");
    assertThatThrownBy(() -> TrainingLog.read(file))
        .hasMessageContaining(":1: expected the header");
  }
}
