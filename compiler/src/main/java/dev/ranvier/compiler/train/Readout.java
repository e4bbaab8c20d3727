package dev.ranvier.compiler.train;

import dev.ranvier.compiler.unit.Time;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.Set;

/// How records of the label population, one neuron a class, become logits: the larger, the more the
/// class is meant. Those here are what is usual; a user's own is a record like them.
public interface Readout {
  /// Appends the logits [batch, classes].
  Value build(Builder builder, Records records);

  /// The derivatives of spikes, one of which the neurons must have for these logits to have any;
  /// none for a readout of voltages. A network that has none of them is refused.
  default Set<Payload> throughSpikes() {
    return Set.of();
  }

  /// Whether it needs to know at which voltage neurons spike ([Records#thresholds]). A network
  /// whose neurons don't say so is refused.
  default boolean readsThresholds() {
    return false;
  }

  /// The largest voltage of the run:
  ///
  ///     logit = max_k V_k
  ///
  /// A class whose voltage is largest at the beginning, because it
  /// is negative ever after, gets no gradient; [VoltageIntegral] has no such blind spot.
  record VoltageMaximum() implements Readout {
    @Override
    public Value build(Builder builder, Records records) {
      return builder.reduceMaximum(records.voltagesFor("voltageMaximum"), 0);
    }
  }

  /// An integral of the voltage that weighs early times more:
  ///
  ///     logit = scale · sum_k exp(-t_k / tau) V_k dt / (1 ms),   t_k = k dt
  ///
  /// @param scale of the logits, per ms and unit of voltage
  record VoltageIntegral(Time tau, double scale) implements Readout {
    public VoltageIntegral {
      Require.positive("readout voltageIntegral: tau in ms", tau.milliseconds());
      Require.positive("readout voltageIntegral: scale", scale);
    }

    @Override
    public Value build(Builder builder, Records records) {
      Value voltages = records.voltagesFor("voltageIntegral");
      TensorType type = voltages.tensorType();
      var formula = new Formula(builder);
      double step = records.dt().milliseconds();
      Value number = builder.iota(TensorType.of(type.element(), type.dimension(0)), 0);
      Value decay = builder.exponential(formula.times(number, -step / tau.milliseconds()));
      Value weights = builder.broadcast(formula.times(decay, scale * step), type, 0);
      return builder.reduceSum(builder.multiply(weights, voltages), 0);
    }
  }

  /// The number of spikes times a scale, for neurons with a surrogate's derivative:
  ///
  ///     logit = scale · sum_k s_k,   s_k 1 where there is a spike in step k, else 0
  ///
  /// @param scale how much of a logit one spike is
  record SpikeCount(double scale) implements Readout {
    public SpikeCount {
      Require.positive("readout spikeCount: scale", scale);
    }

    @Override
    public Set<Payload> throughSpikes() {
      return Set.of(Payload.VALUES);
    }

    @Override
    public Value build(Builder builder, Records records) {
      Value counts = builder.reduceSum(records.spikesFor("spikeCount"), 0);
      return new Formula(builder).times(counts, scale);
    }
  }

  /// The first to spike wins: the logit is -t in ms, t the time of the neuron's first spike, for
  /// neurons whose spikes have the derivative of their times.
  ///
  /// A neuron that stays silent counts as t = T, the end of the run; if voltages are recorded, t =
  /// T + alpha · (threshold - largest voltage), whose gradient drives it towards its threshold, be
  /// that trained or not. Without records of spike times, t is that of the step, which has no
  /// gradient. A time-to-first- spike loss as in Göltz et al., Nature Machine Intelligence 2021;
  /// the term for silence is ours.
  ///
  /// @param alpha in ms per unit of voltage
  record FirstSpikeTime(double alpha) implements Readout {
    public FirstSpikeTime {
      Require.notNegative("readout firstSpikeTime: alpha", alpha);
    }

    @Override
    public boolean readsThresholds() {
      return alpha > 0;
    }

    @Override
    public Set<Payload> throughSpikes() {
      return Set.of(Payload.TIMES);
    }

    @Override
    public Value build(Builder builder, Records records) {
      Value spikes = records.spikesFor("firstSpikeTime");
      TensorType type = spikes.tensorType();
      var formula = new Formula(builder);
      double end = type.dimension(0) * records.dt().milliseconds();
      Value times = records.spikeTimes().orElseGet(() -> steps(builder, type, records.dt()));
      Require.type("readout firstSpikeTime: spike times", type, times);
      Value spiked = builder.compare(ComparisonDirection.GT, spikes, formula.number(spikes, 0));
      Value candidates = builder.select(spiked, times, formula.number(spikes, end));
      Value first = builder.reduceMinimum(candidates, 0);
      if (records.voltages().isEmpty() || alpha == 0) {
        return builder.negate(first);
      }
      Value late = silent(builder, records, end);
      Value any = builder.reduceOr(spiked, 0);
      return builder.negate(builder.select(any, first, late));
    }

    private static Value steps(Builder builder, TensorType type, Time dt) {
      return new Formula(builder).times(builder.iota(type, 0), dt.milliseconds());
    }

    private Value silent(Builder builder, Records records, double end) {
      Value largest = builder.reduceMaximum(records.voltagesFor("firstSpikeTime"), 0);
      Value thresholds = records.thresholdsFor("firstSpikeTime");
      Value level = builder.broadcast(thresholds, largest.tensorType(), 1);
      var formula = new Formula(builder);
      return formula.plus(formula.times(builder.subtract(level, largest), alpha), end);
    }
  }

  static Readout voltageMaximum() {
    return new VoltageMaximum();
  }

  static Readout voltageIntegral(Time tau, double scale) {
    return new VoltageIntegral(tau, scale);
  }

  static Readout spikeCount(double scale) {
    return new SpikeCount(scale);
  }

  /// @param alpha in ms per unit of voltage, from where a silent neuron came nearest to its
  ///   threshold
  static Readout firstSpikeTime(double alpha) {
    return new FirstSpikeTime(alpha);
  }

  /// @param scale what a spike is worth, in ms of earliness
  static Readout firstSpikeTimeAndSpike(double scale) {
    return new FirstSpikeTimeAndSpike(scale);
  }
}
