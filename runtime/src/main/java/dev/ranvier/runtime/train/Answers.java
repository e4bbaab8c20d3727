package dev.ranvier.runtime.train;

import dev.ranvier.compiler.graph.Recorder.Quantity;
import dev.ranvier.compiler.train.FirstSpikeTimeAndSpike;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.runtime.inference.model.Answer;

/// How a trained readout is read where nothing is learned any more.
final class Answers {
  private Answers() {}

  /// @param quantity of the population that has to be recorded
  record Read(Answer answer, Quantity quantity) {}

  /// @throws TrainingInputException if the readout is a user's own
  static Read of(Objective objective) {
    String spikes = objective.population() + "." + Quantity.SPIKES;
    String voltage = objective.population() + "." + Quantity.VOLTAGE;
    return switch (objective.readout()) {
      case Readout.VoltageIntegral integral ->
          new Read(
              new Answer.VoltageIntegral(voltage, integral.tau().milliseconds(), integral.scale()),
              Quantity.VOLTAGE);
      case Readout.VoltageMaximum _ ->
          new Read(new Answer.VoltageMaximum(voltage), Quantity.VOLTAGE);
      case Readout.SpikeCount count ->
          new Read(new Answer.SpikeCount(spikes, count.scale()), Quantity.SPIKES);
      case Readout.FirstSpikeTime _, FirstSpikeTimeAndSpike _ ->
          new Read(new Answer.FirstSpike(spikes), Quantity.SPIKES);
      default ->
          throw new TrainingInputException(
              "export: expected a readout of Ranvier's (voltageIntegral, voltageMaximum, spikeCount, firstSpikeTime, firstSpikeTimeAndSpike), got %s; train with one of these"
                  .formatted(objective.readout()));
    };
  }
}
