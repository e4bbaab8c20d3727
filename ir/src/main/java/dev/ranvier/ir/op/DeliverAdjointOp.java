package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// The transpose of a delivery: the cotangents of what arrived in the present step take their place
/// in a line, and the step before becomes the present one. Comes after the transpose of the step's
/// send (`SendAdjointOp`). Result: the line.
///
/// @param line of the steps after the present one
/// @param arrivals cotangents of the sums of weighted events, `f32`, `[batch, target]`
/// @param lateness cotangents of how late they arrived, of the same type
public record DeliverAdjointOp(Value line, Value arrivals, Value lateness) implements EventOp {
  public DeliverAdjointOp {
    Check.that(
        line.type() instanceof LineType,
        "deliver_adjoint_c1",
        "expected a line, got %s",
        line.type());
    TensorType targets = ((LineType) line.type()).projection().perTarget(ElementType.F32);
    Check.that(
        arrivals.type().equals(targets) && lateness.type().equals(targets),
        "deliver_adjoint_c2",
        "expected arrivals and lateness of %s, got %s and %s",
        targets,
        arrivals.type(),
        lateness.type());
  }

  @Override
  public String name() {
    return "ranvier.deliver_adjoint";
  }

  @Override
  public List<Value> operands() {
    return List.of(line, arrivals, lateness);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(line.type());
  }
}
