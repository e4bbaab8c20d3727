package dev.ranvier.runtime.train;

import java.util.OptionalDouble;

/// The figures of one epoch of training.
///
/// @param epoch counted from 1
/// @param loss mean over the epoch's batches
/// @param trainingAccuracy of the samples as they were trained on, in [0, 1]
/// @param validationAccuracy after the epoch, in [0, 1]; empty without validation samples
/// @param learningRate of the epoch's last update
/// @param samplesPerSecond that were trained on
/// @param seconds that the epoch took, validation included
public record EpochRow(
    int epoch,
    double loss,
    double trainingAccuracy,
    OptionalDouble validationAccuracy,
    double learningRate,
    double samplesPerSecond,
    double seconds) {
  static final String HEADER =
      "epoch,loss,training_accuracy,validation_accuracy,learning_rate,samples_per_second,seconds";

  /// A line of CSV. Numbers are written so that they read back as they were.
  String csv() {
    String validation =
        validationAccuracy.isPresent() ? Double.toString(validationAccuracy.getAsDouble()) : "";
    return String.join(
        ",",
        Integer.toString(epoch),
        Double.toString(loss),
        Double.toString(trainingAccuracy),
        validation,
        Double.toString(learningRate),
        Double.toString(samplesPerSecond),
        Double.toString(seconds));
  }

  /// @throws IllegalArgumentException if the line is not one of ours
  static EpochRow parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 7) {
      throw new IllegalArgumentException("expected 7 fields, got " + fields.length);
    }
    return new EpochRow(
        Integer.parseInt(fields[0]),
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]),
        fields[3].isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(fields[3])),
        Double.parseDouble(fields[4]),
        Double.parseDouble(fields[5]),
        Double.parseDouble(fields[6]));
  }
}
