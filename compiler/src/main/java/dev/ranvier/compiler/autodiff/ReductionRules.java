package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.stream.LongStream;

/// Rules of folds, in both directions. A fold's derivative is a weight for each element, and one
/// for the initial value: 1 in a sum; in a product the product of all others; in a maximum or
/// minimum an equal share for each of those that attain it.
final class ReductionRules {
  private ReductionRules() {}

  /// @param inputs shaped as the input
  /// @param initial shaped as the result
  private record Weights(Value inputs, Value initial) {}

  static Fold fold(Instruction instruction, ReduceOp op) {
    return Fold.of(op.body())
        .orElseThrow(
            () ->
                new NotDifferentiable(
                    instruction,
                    "expected a fold of one tensor that is a sum, product, maximum or minimum, got"
                        + " another; write it as several of these"));
  }

  static void transpose(Instruction instruction, ReduceOp op, Value cotangent, Sweep sweep) {
    Builder out = sweep.out();
    Value input = op.inputs().getFirst();
    Value initial = op.initial().getFirst();
    Value toInputs = spread(out, cotangent, op);
    Value toInitial = cotangent;
    Fold fold = fold(instruction, op);
    if (fold != Fold.SUM) {
      Weights weights = weights(fold, op, instruction.result(0), sweep);
      toInputs = out.multiply(toInputs, weights.inputs());
      toInitial = out.multiply(toInitial, weights.initial());
    }
    ElementType element = input.tensorType().element();
    sweep.flow(input, out.convert(toInputs, element));
    if (sweep.isActive(initial)) {
      sweep.flow(initial, out.convert(ShapeRules.total(out, toInitial), element));
    }
  }

  /// The tangent of a fold that is not a sum.
  static Value push(Instruction instruction, ReduceOp op, Fold fold, Tangents tangents) {
    Builder out = tangents.out();
    Value result = instruction.result(0);
    ElementType element = result.tensorType().element();
    Weights weights = weights(fold, op, result, tangents);
    Value inputs = out.convert(tangents.orZeros(op.inputs().getFirst()), element);
    Value initial = out.convert(tangents.orZeros(op.initial().getFirst()), element);
    long[] axes = op.dimensions().stream().mapToLong(axis -> axis).toArray();
    return out.add(
        out.reduceSum(out.multiply(weights.inputs(), inputs), axes),
        out.multiply(weights.initial(), out.broadcast(initial, result.tensorType())));
  }

  private static Weights weights(Fold fold, ReduceOp op, Value result, Point at) {
    Builder out = at.out();
    ElementType element = result.tensorType().element();
    Value x = out.convert(at.primal(op.inputs().getFirst()), element);
    Value initial = out.convert(at.primal(op.initial().getFirst()), element);
    Value first = out.broadcast(initial, result.tensorType());
    Value y = at.primal(result);
    return switch (fold) {
      case PRODUCT -> productWeights(op, x, first, y, at);
      case SUM -> new Weights(at.like(x, 1), at.like(y, 1));
      case MAXIMUM, MINIMUM -> shares(op, x, first, y, at);
    };
  }

  private static Weights shares(ReduceOp op, Value x, Value first, Value y, Point at) {
    Builder out = at.out();
    Value attained = equal(out, x, spread(out, y, op));
    Value atFirst = equal(out, first, y);
    Value count = out.add(sum(out, attained, op), atFirst);
    return new Weights(out.divide(attained, spread(out, count, op)), out.divide(atFirst, count));
  }

  /// Zeros are set aside, so that the product of all others is right beside one zero and 0 beside
  /// two.
  private static Weights productWeights(ReduceOp op, Value x, Value first, Value y, Point at) {
    Builder out = at.out();
    Value none = equal(out, x, at.like(x, 0));
    Value noneFirst = equal(out, first, at.like(y, 0));
    Value filled = out.add(x, none);
    Value filledFirst = out.add(first, noneFirst);
    Value zeros = out.add(sum(out, none, op), noneFirst);
    long[] axes = op.dimensions().stream().mapToLong(axis -> axis).toArray();
    TensorType scalar = TensorType.scalar(y.tensorType().element());
    Value product =
        out.multiply(
            out.reduce(filled, Literal.splat(scalar, 1.0), MultiplyOp::new, axes), filledFirst);
    return new Weights(
        others(at, spread(out, product, op), filled, spread(out, zeros, op), none),
        others(at, product, filledFirst, zeros, noneFirst));
  }

  /// @param product of all that is not 0
  /// @param own the factor that is left out, 1 instead of 0
  /// @param zeros how many factors are 0
  /// @param isZero 1 where the factor that is left out is one of them
  private static Value others(Point at, Value product, Value own, Value zeros, Value isZero) {
    Builder out = at.out();
    Value rest = out.divide(product, own);
    Value clear = out.compare(ComparisonDirection.EQ, zeros, isZero);
    return out.select(clear, rest, at.like(rest, 0));
  }

  private static Value equal(Builder out, Value one, Value other) {
    return out.convert(out.compare(ComparisonDirection.EQ, one, other), one.tensorType().element());
  }

  private static Value sum(Builder out, Value value, ReduceOp op) {
    return out.reduceSum(value, op.dimensions().stream().mapToLong(axis -> axis).toArray());
  }

  /// Repeats a result along the dimensions that were folded away.
  private static Value spread(Builder out, Value value, ReduceOp op) {
    TensorType input = op.inputs().getFirst().tensorType();
    TensorType type = input.withElement(value.tensorType().element());
    long[] kept =
        LongStream.range(0, type.rank()).filter(axis -> !op.dimensions().contains(axis)).toArray();
    return out.broadcast(value, type, kept);
  }
}
