package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;

/// Keeps the neurons of a population from falling silent and from spiking without end: a penalty
/// that is added to the loss.
///
///     strength · mean over neurons of  max(0, floor - r)² + max(0, r - ceiling)²
///
/// where r is a neuron's spikes a sample, the mean over the batch: a neuron may be silent in one
/// sample if it spikes in others. Lower and upper bounds of this kind as in Zenke & Vogels, Neural
/// Computation 2021.
///
/// @param floor fewest spikes a sample, at least 0
/// @param ceiling most spikes a sample, at least the floor; infinite: any number
/// @param strength the penalty of one spike too many or too few in every neuron
public record RateRegulariser(double floor, double ceiling, double strength) {
  public RateRegulariser {
    Require.notNegative("rate regulariser: floor", floor);
    Require.that(ceiling >= floor, "rate regulariser: ceiling", "not below the floor", ceiling);
    Require.notNegative("rate regulariser: strength", strength);
  }

  /// Appends the penalty: a scalar.
  ///
  /// @param counts spikes of every sample and neuron [batch, neurons], floats
  public Value build(Builder builder, Value counts) {
    TensorType type = Require.floats("rate regulariser: counts", 2, "[batch, neurons]", counts);
    var formula = new Formula(builder);
    Value sum = builder.reduceSum(counts, 0);
    Value rate = formula.times(sum, 1.0 / Math.max(1, type.dimension(0)));
    Value penalty = excess(formula, formula.plus(builder.negate(rate), floor));
    if (Double.isFinite(ceiling)) {
      penalty = builder.add(penalty, excess(formula, formula.plus(rate, -ceiling)));
    }
    return formula.times(formula.mean(penalty), strength);
  }

  private static Value excess(Formula formula, Value difference) {
    return formula.square(formula.builder().maximum(difference, formula.number(difference, 0)));
  }
}
