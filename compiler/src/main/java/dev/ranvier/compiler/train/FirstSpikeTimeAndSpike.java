package dev.ranvier.compiler.train;

import dev.ranvier.compiler.derivative.Moved;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Set;

/// Whether a neuron spikes and how early, in one logit [batch, classes], for neurons of either
/// derivative. With s_k 1 where there is a spike in step k of K, else 0:
///
///     logit = scale · S - t
///     S = 1 - prod_k (1 - s_k)                 whether it spikes
///     t = dt · sum_k prod_{j <= k} (1 - s_j)   in ms, when it first does; K dt if never
///
/// Neurons with a surrogate's derivative get that of S and t by each s_k, which is not zero where
/// they are silent. With that of their times, it is t that moves, and silence has none;
/// [Readout.FirstSpikeTime] with its term for silence is better for those.
///
/// @param scale what a spike is worth, in ms of earliness
public record FirstSpikeTimeAndSpike(double scale) implements Readout {
  public FirstSpikeTimeAndSpike {
    Require.notNegative("readout firstSpikeTimeAndSpike: scale", scale);
  }

  @Override
  public Set<Payload> throughSpikes() {
    return Set.of(Payload.VALUES, Payload.TIMES);
  }

  @Override
  public Value build(Builder builder, Records records) {
    Value numbers = records.spikesFor("firstSpikeTimeAndSpike");
    TensorType type = numbers.tensorType();
    var formula = new Formula(builder);
    double step = records.dt().milliseconds();
    Value steps = formula.times(builder.iota(type, 0), step);
    Value end = formula.number(steps, type.dimension(0) * step);
    Value times = records.spikeTimes().orElse(steps);
    Require.type("readout firstSpikeTimeAndSpike: spike times", type, times);
    Value spiked = builder.compare(ComparisonDirection.GT, numbers, formula.number(numbers, 0));
    Value first = builder.reduceMinimum(builder.select(spiked, times, end), 0);
    Value any = builder.convert(builder.reduceOr(spiked, 0), type.element());
    Value logit = builder.subtract(formula.times(any, scale), first);
    Value none = formula.number(numbers, 0);
    Value rate = rate(formula, spiked, steps, end);
    return builder.add(logit, builder.reduceSum(Moved.by(builder, none, rate, numbers), 0));
  }

  /// The derivative of the logit by each s_k: `until - t_k` for -t, until the first spike that is
  /// another one; and the scale for S, where no other one is.
  private Value rate(Formula formula, Value spiked, Value steps, Value end) {
    Builder builder = formula.builder();
    Value none = formula.number(steps, 0);
    Value first = earliest(builder, spiked, steps, end);
    Value isFirst = builder.and(spiked, builder.compare(ComparisonDirection.EQ, steps, first));
    Value isLater = builder.and(spiked, builder.compare(ComparisonDirection.GT, steps, first));
    Value other = builder.select(isFirst, earliest(builder, isLater, steps, end), first);
    Value counts = builder.compare(ComparisonDirection.LE, steps, first);
    Value earlier = builder.select(counts, builder.subtract(other, steps), none);
    Value alone = builder.compare(ComparisonDirection.EQ, other, end);
    return builder.add(earlier, builder.select(alone, formula.number(steps, scale), none));
  }

  /// The earliest of the steps that are chosen, for every step.
  private static Value earliest(Builder builder, Value chosen, Value steps, Value end) {
    Value candidates = builder.select(chosen, steps, end);
    return builder.broadcast(builder.reduceMinimum(candidates, 0), steps.tensorType(), 1, 2);
  }
}
