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
public record Records(
    Time dt, Optional<Value> voltages, Optional<Value> spikes, Optional<Value> spikeTimes) {

  public static Records ofVoltages(Time dt, Value voltages) {
    return new Records(dt, Optional.of(voltages), Optional.empty(), Optional.empty());
  }

  public static Records ofSpikes(Time dt, Value spikes) {
    return new Records(dt, Optional.empty(), Optional.of(spikes), Optional.empty());
  }

  public Records withVoltages(Value recorded) {
    return new Records(dt, Optional.of(recorded), spikes, spikeTimes);
  }

  public Records withSpikes(Value recorded) {
    return new Records(dt, voltages, Optional.of(recorded), spikeTimes);
  }

  public Records withSpikeTimes(Value recorded) {
    return new Records(dt, voltages, spikes, Optional.of(recorded));
  }

  Value voltagesFor(String readout) {
    return required(readout, "voltages", voltages);
  }

  Value spikesFor(String readout) {
    return required(readout, "spikes", spikes);
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
