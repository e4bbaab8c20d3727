package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Folds tensors across devices: every one gets the fold of all of its group.
///
/// @param body takes two scalars and hands over their fold
public record AllReduceOp(List<Value> operands, ReplicaGroups groups, Block body)
    implements TensorOp {
  public AllReduceOp {
    operands = List.copyOf(operands);
    Check.that(!operands.isEmpty(), "all_reduce_i1", "expected at least one operand, got none");
    groups.checkFilled("all_reduce_i2", "all_reduce_c1", "all_reduce_c3", "all_reduce_c4");
    for (ElementType element : ReduceOp.elements(operands)) {
      Bodies.reducer(body, List.of(element), "all_reduce_c5");
    }
  }

  static AllReduceOp read(OpParts parts) {
    return new AllReduceOp(parts.operands(), ReplicaGroups.read(parts), parts.region(0));
  }

  @Override
  public String name() {
    return "stablehlo.all_reduce";
  }

  @Override
  public Map<String, Attribute> attributes() {
    return groups.write(new Attributes()).build();
  }

  @Override
  public List<Block> regions() {
    return List.of(body);
  }

  /// all_reduce_c6, all_reduce_c7.
  @Override
  public List<Type> resultTypes() {
    ElementType element = Bodies.yieldedElements(body).getFirst();
    return operands.stream()
        .<Type>map(operand -> operand.tensorType().withElement(element))
        .toList();
  }
}
