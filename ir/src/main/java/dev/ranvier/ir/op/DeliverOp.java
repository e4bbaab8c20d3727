package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// Takes out of a projection what arrives in this step, and sums it by target. Results: the
/// projection; for each target the sum of `weight * events` over its synapses, `[batch, target]` of
/// `f64`; and, of the same type, the sum of `weight * lateness`, how much later than the step they
/// arrive, in ms. Events arrive in their steps, so that the last is zero; what it has is a
/// derivative, by the times and latencies with which the events were sent.
///
/// @param projection what is under way
/// @param synapses the same in every step of a loop
/// @param now the present step, `tensor<i32>`
public record DeliverOp(Value projection, Synapses synapses, Value now) implements EventOp {
  public DeliverOp {
    Check.that(
        now.type().equals(TensorType.scalar(ElementType.I32)),
        "deliver_c1",
        "expected a step of tensor<i32>, got %s",
        now.type());
    Check.that(
        synapses.fit(projection.type()),
        "deliver_c2",
        "expected a projection of %d sources and %d synapses, got %s",
        synapses.sourceCount(),
        synapses.count(),
        projection.type());
  }

  static DeliverOp read(OpParts parts) {
    return new DeliverOp(parts.operand(0), Synapses.read(parts, 2), parts.operand(1));
  }

  @Override
  public String name() {
    return "ranvier.deliver";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>(List.of(projection, now));
    operands.addAll(synapses.operands());
    return operands;
  }

  @Override
  public List<Type> resultTypes() {
    TensorType sums = ((ProjectionType) projection.type()).perTarget(ElementType.F64);
    return List.of(projection.type(), sums, sums);
  }
}
