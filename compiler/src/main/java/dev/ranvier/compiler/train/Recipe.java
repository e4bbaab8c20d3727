package dev.ranvier.compiler.train;

import dev.ranvier.compiler.derivative.ArrivalRule;
import java.util.Optional;
import java.util.Set;

/// How a network is trained: by what it is measured, what is changed, and how.
///
/// @param weights the projections whose weights are trained, by name; empty for all
/// @param delays the projections whose delays are trained, by name; they stay within the bounds
///   that the network declares for them
/// @param delayRate how much faster delays in ms move than weights do
/// @param revival what is added, after an update, to the trained weights into neurons that were
///   silent in all samples of the batch; 0 for nothing
/// @param selection which constants of models and initial states are trained
public record Recipe(
    Objective objective,
    Optimizer optimizer,
    Schedule schedule,
    GradientClip clip,
    Optional<Set<String>> weights,
    Set<String> delays,
    double delayRate,
    double revival,
    ArrivalRule arrivals,
    Selection selection) {
  public Recipe {
    weights = weights.map(Set::copyOf);
    delays = Set.copyOf(delays);
    Require.notNegative("recipe: revival of silent neurons", revival);
    Require.positive("recipe: rate of delays", delayRate);
  }

  /// Trains all weights by Adam, with no clipping and no revival.
  public static Recipe of(Objective objective, Schedule schedule) {
    return new Recipe(
        objective,
        Optimizer.adam(),
        schedule,
        GradientClip.none(),
        Optional.empty(),
        Set.of(),
        1,
        0,
        ArrivalRule.EXACT,
        Selection.NONE);
  }

  public Recipe optimizer(Optimizer other) {
    return new Recipe(
        objective, other, schedule, clip, weights, delays, delayRate, revival, arrivals, selection);
  }

  public Recipe schedule(Schedule other) {
    return new Recipe(
        objective, optimizer, other, clip, weights, delays, delayRate, revival, arrivals,
        selection);
  }

  public Recipe clip(GradientClip other) {
    return new Recipe(
        objective, optimizer, schedule, other, weights, delays, delayRate, revival, arrivals,
        selection);
  }

  /// Trains the weights of these projections only.
  public Recipe trainWeights(String... projections) {
    return new Recipe(
        objective,
        optimizer,
        schedule,
        clip,
        Optional.of(Set.of(projections)),
        delays,
        delayRate,
        revival,
        arrivals,
        selection);
  }

  /// Trains the delays of these projections too.
  public Recipe trainDelays(String... projections) {
    return new Recipe(
        objective,
        optimizer,
        schedule,
        clip,
        weights,
        Set.of(projections),
        delayRate,
        revival,
        arrivals,
        selection);
  }

  public Recipe delayRate(double other) {
    return new Recipe(
        objective, optimizer, schedule, clip, weights, delays, other, revival, arrivals, selection);
  }

  public Recipe revival(double other) {
    return new Recipe(
        objective, optimizer, schedule, clip, weights, delays, delayRate, other, arrivals,
        selection);
  }

  public Recipe arrivals(ArrivalRule other) {
    return new Recipe(
        objective, optimizer, schedule, clip, weights, delays, delayRate, revival, other,
        selection);
  }

  /// Trains constants of a population's neurons too, one number for each neuron. They move as
  /// weights do, and stay within the bounds that their [dev.ranvier.compiler.constant.Constant]
  /// states: time constants at least one step, thresholds above resets.
  ///
  /// @param constants as the model calls them: `threshold`, `tauMembrane`
  public Recipe trainNeurons(String population, String... constants) {
    return with(selection.withNeurons(population, constants));
  }

  /// Trains constants of a projection's synapses too, one number for each of its targets.
  ///
  /// @param constants as the model calls them: `tau`
  public Recipe trainSynapses(String projection, String... constants) {
    return with(selection.withSynapses(projection, constants));
  }

  /// Trains what states begin with too, one number for each neuron or target.
  ///
  /// @param name of a population or projection
  /// @param states as the model calls them: `voltage`
  public Recipe trainInitialStates(String name, String... states) {
    return with(selection.withInitialStates(name, states));
  }

  private Recipe with(Selection other) {
    return new Recipe(
        objective, optimizer, schedule, clip, weights, delays, delayRate, revival, arrivals, other);
  }

  public boolean trainsWeights(String projection) {
    return weights.map(names -> names.contains(projection)).orElse(true);
  }

  public boolean trainsDelays(String projection) {
    return delays.contains(projection);
  }
}
