package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// The learning rate as a function of the update's number t, counted from 1.
public sealed interface Schedule {
  /// The rate of the first update.
  double rate();

  /// Appends the learning rate of an update: an f32 scalar.
  ///
  /// @param step the update's number, counted from 1: a scalar, integer or float
  Value build(Builder builder, Value step);

  /// The learning rate of an update, as the device computes it but for rounding.
  ///
  /// @param update its number, counted from 1
  default double at(long update) {
    return switch (this) {
      case Constant(double rate) -> rate;
      case Cosine(double rate, int updates, double last) -> {
        double wave = Math.cos(Math.PI / 2 * Math.min(update - 1, updates) / updates);
        yield rate * (last + (1 - last) * wave * wave);
      }
      case Step(double rate, int every, double factor) ->
          rate * Math.pow(factor, (double) Math.floorDiv(update - 1, every));
    };
  }

  /// The same rate in every update.
  record Constant(double rate) implements Schedule {
    public Constant {
      Require.positive("learning rate", rate);
    }

    @Override
    public Value build(Builder builder, Value step) {
      return builder.scalar(ElementType.F32, rate);
    }
  }

  /// Half a period of a cosine, from the whole rate to a fraction f of it:
  ///
  ///     η(t) = rate (f + (1 - f) (1 + cos(π min(t - 1, N) / N)) / 2)
  ///
  /// From update N + 1 on the rate stays at f of its beginning. Source: Loshchilov & Hutter, SGDR,
  /// ICLR 2017, equation 5, without restarts. Computed as (1 + cos x) / 2 = cos²(x / 2).
  ///
  /// @param updates N, at least 1: batches an epoch times epochs
  /// @param finalFraction f, in [0, 1]
  record Cosine(double rate, int updates, double finalFraction) implements Schedule {
    public Cosine {
      Require.positive("learning rate", rate);
      Require.that(updates >= 1, "cosine schedule: updates", "at least 1", updates);
      Require.that(
          finalFraction >= 0 && finalFraction <= 1,
          "cosine schedule: final fraction",
          "from 0 to 1",
          finalFraction);
    }

    @Override
    public Value build(Builder builder, Value step) {
      var formula = new Formula(builder);
      Value done = formula.plus(builder.convert(step, ElementType.F32), -1);
      Value bounded = builder.minimum(done, formula.number(done, updates));
      Value wave = formula.cosine(formula.times(bounded, Math.PI / 2 / updates));
      Value above = formula.times(formula.square(wave), rate * (1 - finalFraction));
      return formula.plus(above, rate * finalFraction);
    }
  }

  /// Times a factor after every so many updates: η(t) = rate · factor^floor((t - 1) / every).
  ///
  /// @param every updates, at least 1
  /// @param factor positive
  record Step(double rate, int every, double factor) implements Schedule {
    public Step {
      Require.positive("learning rate", rate);
      Require.that(every >= 1, "step schedule: updates", "at least 1", every);
      Require.positive("step schedule: factor", factor);
    }

    @Override
    public Value build(Builder builder, Value step) {
      var formula = new Formula(builder);
      Value number = builder.convert(step, ElementType.I32);
      TensorType scalar = number.tensorType();
      Value done = builder.subtract(number, builder.splat(scalar, 1L));
      Value times =
          builder.convert(
              builder.divide(done, builder.splat(scalar, (long) every)), ElementType.F32);
      Value power = builder.add(new PowerOp(formula.number(times, factor), times));
      return formula.times(power, rate);
    }
  }

  static Schedule constant(double rate) {
    return new Constant(rate);
  }

  /// From the rate down to a fraction of it after so many updates.
  static Schedule cosine(double rate, int updates, double finalFraction) {
    return new Cosine(rate, updates, finalFraction);
  }

  static Schedule step(double rate, int every, double factor) {
    return new Step(rate, every, factor);
  }
}
