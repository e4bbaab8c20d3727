package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;

/// How far logits are from what they should be: a scalar, the mean over the batch.
///
/// Those here are what is usual; a user's own is a record like them.
///
/// A label out of range matches no class. Nothing on the device looks for one; that is done on the
/// host, before training.
public interface Loss {
  /// Appends the loss: a scalar of the logits' element type.
  ///
  /// @param logits [batch, classes], floats
  /// @param labels `i32[batch]`, each from 0 to classes - 1; for [MeanSquaredError] also targets of
  ///   the logits' type
  Value build(Builder builder, Value logits, Value labels);

  /// Softmax cross entropy of logits z and label y:
  ///
  ///     mean over the batch of  log(sum_c exp(z_c - max z)) - (z_y - max z)
  ///
  /// Exponents are at most 0 and one of them is 0, so that neither the sum nor its logarithm can
  /// overflow. What flows back through the maximum cancels: its parts are -1 and 1.
  record CrossEntropy() implements Loss {
    @Override
    public Value build(Builder builder, Value logits, Value labels) {
      Samples samples = Samples.of("cross entropy", logits, labels);
      var formula = new Formula(builder);
      Value largest = builder.reduceMaximum(logits, 1);
      Value shifted = builder.subtract(logits, builder.broadcast(largest, logits.tensorType(), 0));
      Value sum = builder.reduceSum(builder.exponential(shifted), 1);
      Value ofLabel =
          builder.reduceSum(
              builder.select(samples.isLabel(builder), shifted, formula.number(shifted, 0)), 1);
      return formula.mean(builder.subtract(builder.log(sum), ofLabel));
    }
  }

  /// The mean over batch and classes of (z - target)². Labels stand for targets of 1 at the label
  /// and 0 elsewhere.
  record MeanSquaredError() implements Loss {
    @Override
    public Value build(Builder builder, Value logits, Value labels) {
      var formula = new Formula(builder);
      Value targets =
          labels.type().equals(logits.type()) ? labels : targets(builder, logits, labels);
      return formula.mean(formula.square(builder.subtract(logits, targets)));
    }

    private static Value targets(Builder builder, Value logits, Value labels) {
      Samples samples = Samples.of("mean squared error", logits, labels);
      return builder.convert(samples.isLabel(builder), samples.type().element());
    }
  }

  static Loss crossEntropy() {
    return new CrossEntropy();
  }

  static Loss meanSquaredError() {
    return new MeanSquaredError();
  }

  /// Appends the number of samples whose first largest logit is the label's: an i32 scalar. Logits
  /// that are not numbers are no hit.
  ///
  /// @param logits [batch, classes], floats
  /// @param labels `i32[batch]`
  static Value correct(Builder builder, Value logits, Value labels) {
    Samples samples = Samples.of("correct samples", logits, labels);
    TensorType indices = samples.type().withElement(ElementType.I32);
    Value largest = builder.broadcast(builder.reduceMaximum(logits, 1), samples.type(), 0);
    Value isLargest = builder.compare(ComparisonDirection.EQ, logits, largest);
    Value beyond = builder.splat(indices, samples.classes());
    Value candidates = builder.select(isLargest, builder.iota(indices, 1), beyond);
    Value first = builder.reduceMinimum(candidates, 1);
    Value hit = builder.compare(ComparisonDirection.EQ, first, labels);
    return new Formula(builder).sum(builder.convert(hit, ElementType.I32));
  }
}
