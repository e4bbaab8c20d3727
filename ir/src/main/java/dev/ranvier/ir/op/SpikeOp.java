package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// Where a voltage crossed its threshold upwards in this step: `before < threshold` and `after >=
/// threshold`. An op of its own because its time has a derivative.
///
/// @param before voltages at the start of the step
/// @param after voltages at its end, before any reset
/// @param threshold of the same type
public record SpikeOp(Value before, Value after, Value threshold) implements EventOp {
  public SpikeOp {
    Check.that(
        before.type().equals(after.type()) && before.type().equals(threshold.type()),
        "spike_c1",
        "expected voltages and threshold of one type, got %s, %s and %s",
        before.type(),
        after.type(),
        threshold.type());
    Check.that(
        before.tensorType().element().isFloat(),
        "spike_c2",
        "expected floats, got %s",
        before.type());
  }

  @Override
  public String name() {
    return "ranvier.spike";
  }

  @Override
  public List<Value> operands() {
    return List.of(before, after, threshold);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(before.tensorType().withElement(ElementType.I1));
  }
}
