package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Random numbers from a source of the device's choice.
///
/// @param a the lower bound, or the mean: a scalar
/// @param b the upper bound, or the standard deviation: a scalar
/// @param shape the sizes of the result: integers in one dimension, known when the program is built
/// @param type the type of the result
public record RngOp(Value a, Value b, Value shape, RngDistribution distribution, TensorType type)
    implements TensorOp {
  public RngOp {
    Check.that(a.tensorType().isScalar(), "rng_i1", "expected a scalar bound, got %s", a.type());
    Check.that(b.tensorType().isScalar(), "rng_i2", "expected a scalar bound, got %s", b.type());
    Check.sameElement(a, b, "rng_c1");
    Check.that(
        type.element() == a.tensorType().element(),
        "rng_c1",
        "expected a result of %s, got %s",
        a.tensorType().element(),
        type);
    Check.that(
        distribution != RngDistribution.NORMAL || type.element().isFloat(),
        "rng_c2",
        "expected floats of a normal distribution, got %s",
        type);
    TensorType sizes = shape.tensorType();
    Check.that(
        sizes.rank() == 1 && sizes.element().isInteger(),
        "rng_i3",
        "expected a shape of one dimension of integers, got %s",
        sizes);
    Check.that(
        sizes.dimension(0) == type.rank() && agrees(shape, type),
        "rng_c3",
        "expected a result of the shape that is given, got %s",
        type);
  }

  /// Whether the shape, if it is a constant in sight, is that of the result.
  private static boolean agrees(Value shape, TensorType type) {
    if (!(shape instanceof Result result)
        || !(result.instruction().op() instanceof ConstantOp(Literal sizes))) {
      return true;
    }
    for (int i = 0; i < type.rank(); i++) {
      if (sizes.asLong(i) != type.dimension(i)) {
        return false;
      }
    }
    return true;
  }

  static RngOp read(OpParts parts) {
    return new RngOp(
        parts.operand(0),
        parts.operand(1),
        parts.operand(2),
        parts.enumerated("rng_distribution", "rng_distribution", RngDistribution.values()),
        parts.declared(0));
  }

  @Override
  public String name() {
    return "stablehlo.rng";
  }

  @Override
  public List<Value> operands() {
    return List.of(a, b, shape);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .enumerated("rng_distribution", "rng_distribution", distribution)
        .build();
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
