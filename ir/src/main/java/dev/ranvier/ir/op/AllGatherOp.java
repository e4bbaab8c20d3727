package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Puts the tensors of all devices of a group one after the other, on every one of them.
///
/// @param dimension along which they are put
/// @param resultTypes how many devices a group has may not be known before the program runs, so the
///   types are said
public record AllGatherOp(
    List<Value> operands, long dimension, ReplicaGroups groups, List<Type> resultTypes)
    implements TensorOp {
  public AllGatherOp {
    operands = List.copyOf(operands);
    resultTypes = List.copyOf(resultTypes);
    groups.check("all_gather_i3", "all_gather_c2", "all_gather_c4", "all_gather_c5");
    Check.count(operands.size(), resultTypes, "all_gather_c6", "results");
    for (int i = 0; i < operands.size(); i++) {
      TensorType type = operands.get(i).tensorType();
      Check.that(
          dimension >= 0 && dimension < type.rank(),
          "all_gather_c1",
          "expected a dimension of %s, got %d",
          type,
          dimension);
      Check.that(
          type.dimension((int) dimension) > 0,
          "all_gather_i1",
          "expected a size of at least 1 along dimension %d, got %s",
          dimension,
          type);
      Check.that(
          resultTypes.get(i) instanceof TensorType result
              && gathers(type, result, dimension, groups),
          "all_gather_c6",
          "expected %s times the group's size along dimension %d, got %s",
          type,
          dimension,
          resultTypes.get(i));
    }
  }

  private static boolean gathers(
      TensorType type, TensorType result, long dimension, ReplicaGroups groups) {
    if (result.rank() != type.rank()) {
      return false;
    }
    long from = type.dimension((int) dimension);
    long to = result.dimension((int) dimension);
    boolean sized = to % from == 0 && groups.canBeGroupSize(to / from);
    return sized && result.equals(type.withDimensions(Axes.with(type.dimensions(), dimension, to)));
  }

  static AllGatherOp read(OpParts parts) {
    return new AllGatherOp(
        parts.operands(),
        parts.integer("all_gather_dim"),
        ReplicaGroups.read(parts),
        parts.resultTypes());
  }

  @Override
  public String name() {
    return "stablehlo.all_gather";
  }

  @Override
  public Map<String, Attribute> attributes() {
    return groups.write(new Attributes().integer("all_gather_dim", dimension)).build();
  }
}
