package dev.ranvier.compiler.train;

import java.util.LinkedHashMap;
import java.util.Map;

/// What is to become small: a loss of the logits that are read from one population, plus penalties
/// of populations' rates. The loss that a training reports is this sum.
///
/// @param population whose neurons stand for the classes, by name
/// @param rates by the names of populations, whose spikes must have a surrogate's derivative
public record Objective(
    String population, Readout readout, Loss loss, Map<String, RateRegulariser> rates) {
  public Objective {
    rates = new LinkedHashMap<>(rates);
  }

  public static Objective of(String population, Readout readout, Loss loss) {
    return new Objective(population, readout, loss, Map.of());
  }

  /// The same with a penalty of a population's rate, in place of any before.
  public Objective regularise(String other, RateRegulariser rate) {
    Map<String, RateRegulariser> more = new LinkedHashMap<>(rates);
    more.put(other, rate);
    return new Objective(population, readout, loss, more);
  }
}
