package dev.ranvier.ir.eval;

/// `select` and `clamp`.
final class Selections {
  private Selections() {}

  /// @param which booleans of the operands' shape, or one for all
  static Tensor select(Tensor which, Tensor onTrue, Tensor onFalse) {
    long[] choices = Maps.patterns(which);
    if (which.type().isScalar()) {
      return choices[0] != 0 ? onTrue : onFalse;
    }
    return switch (onTrue) {
      case FloatTensor x -> {
        float[] others = ((FloatTensor) onFalse).elements;
        float[] results = new float[choices.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = choices[i] != 0 ? x.elements[i] : others[i];
        }
        yield new FloatTensor(x.type(), results);
      }
      case DoubleTensor x -> {
        double[] others = ((DoubleTensor) onFalse).elements;
        double[] results = new double[choices.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = choices[i] != 0 ? x.elements[i] : others[i];
        }
        yield new DoubleTensor(x.type(), results);
      }
      case PatternTensor x -> {
        long[] others = ((PatternTensor) onFalse).elements;
        long[] results = new long[choices.length];
        for (int i = 0; i < results.length; i++) {
          results[i] = choices[i] != 0 ? x.elements[i] : others[i];
        }
        yield new PatternTensor(x.type(), results);
      }
    };
  }

  /// `minimum(maximum(operand, least), most)`, as specified; bounds may be scalars.
  static Tensor clamp(Tensor least, Tensor operand, Tensor most) {
    Tensor low = spread(least, operand);
    Tensor high = spread(most, operand);
    return switch (operand.type().element().kind()) {
      case FLOAT -> Maps.floats(Maps.floats(operand, low, Math::max), high, Math::min);
      case UNSIGNED ->
          Maps.integers(
              Maps.integers(operand, low, IntegerMath::maximumUnsigned),
              high,
              IntegerMath::minimumUnsigned);
      case BOOLEAN, SIGNED ->
          Maps.integers(Maps.integers(operand, low, Math::max), high, Math::min);
    };
  }

  private static Tensor spread(Tensor bound, Tensor operand) {
    return bound.type().equals(operand.type())
        ? bound
        : bound.pick(operand.type(), new int[operand.size()], null);
  }
}
