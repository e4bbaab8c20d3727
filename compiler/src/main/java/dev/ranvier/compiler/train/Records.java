package dev.ranvier.compiler.train;

import dev.ranvier.compiler.unit.Time;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Optional;

/// What a run recorded of the label population, every record [steps, batch, classes], floats of one
/// type.
///
/// @param dt the length of a step
/// @param voltages membrane voltages; step k (from 0) stands for the time k dt
/// @param spikes 1 where a neuron spiked in a step, else 0
/// @param spikeTimes in ms, when in its step a neuron spiked; looked at only where `spikes` is not
///   0, and what gives spike times a gradient
/// @param thresholds of `[classes]`, the voltages at which neurons spike
public record Records(
    Time dt,
    Optional<Value> voltages,
    Optional<Value> spikes,
    Optional<Value> spikeTimes,
    Optional<Value> thresholds) {

  private static Records none(Time dt) {
    return new Records(dt, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Records ofVoltages(Time dt, Value voltages) {
    return none(dt).withVoltages(voltages);
  }

  public static Records ofSpikes(Time dt, Value spikes) {
    return none(dt).withSpikes(spikes);
  }

  public Records withVoltages(Value recorded) {
    return new Records(dt, Optional.of(recorded), spikes, spikeTimes, thresholds);
  }

  public Records withSpikes(Value recorded) {
    return new Records(dt, voltages, Optional.of(recorded), spikeTimes, thresholds);
  }

  public Records withSpikeTimes(Value recorded) {
    return new Records(dt, voltages, spikes, Optional.of(recorded), thresholds);
  }

  public Records withThresholds(Value known) {
    return new Records(dt, voltages, spikes, spikeTimes, Optional.of(known));
  }

  Value voltagesFor(String readout) {
    return required(readout, "voltages", voltages);
  }

  Value spikesFor(String readout) {
    return required(readout, "spikes", spikes);
  }

  Value thresholdsFor(String readout) {
    Value value =
        thresholds.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "readout %s: expected the thresholds of the label population, got none; give"
                            .formatted(readout)
                        + " them with withThresholds(...)"));
    Require.floats("readout %s: thresholds".formatted(readout), 1, "[classes]", value);
    return value;
  }

  private static Value required(String readout, String what, Optional<Value> recorded) {
    Value value =
        recorded.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "readout %s: expected records of %s, got none; record the %s of the label population"
                        .formatted(readout, what, what)));
    TensorType type =
        Require.floats(
            "readout %s: %s".formatted(readout, what), 3, "[steps, batch, classes]", value);
    if (type.dimension(0) == 0) {
      throw new IllegalArgumentException(
          "readout %s: %s: expected at least one step, got %s".formatted(readout, what, type));
    }
    return value;
  }
}
