package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Folds tensors across the devices of a group and leaves each with its share of the fold.
///
/// @param dimension along which the fold is shared out
/// @param body takes two scalars and hands over their fold
/// @param type how many devices a group has may not be known before the program runs, so the type
///   is said
public record ReduceScatterOp(
    Value operand, long dimension, ReplicaGroups groups, Block body, TensorType type)
    implements TensorOp {
  public ReduceScatterOp {
    groups.check(
        "reduce_scatter_i3", "reduce_scatter_c3", "reduce_scatter_c5", "reduce_scatter_c6");
    TensorType from = operand.tensorType();
    Check.that(
        dimension >= 0 && dimension < from.rank(),
        "reduce_scatter_c2",
        "expected a dimension of %s, got %d",
        from,
        dimension);
    long size = from.dimension((int) dimension);
    Check.that(
        groups.groupSize() == 0 || size % groups.groupSize() == 0,
        "reduce_scatter_c1",
        "expected dimension %d of %s to be a multiple of the group's size %d",
        dimension,
        from,
        groups.groupSize());
    Bodies.reducer(body, List.of(from.element()), "reduce_scatter_c7");
    Check.that(
        shares(from, type, dimension, groups),
        "reduce_scatter_c8",
        "expected %s divided by the group's size along dimension %d, got %s",
        from,
        dimension,
        type);
    ElementType element = Bodies.yieldedElements(body).getFirst();
    Check.that(
        type.element() == element,
        "reduce_scatter_c9",
        "expected a result of %s, got %s",
        element,
        type);
  }

  private static boolean shares(
      TensorType from, TensorType type, long dimension, ReplicaGroups groups) {
    if (type.rank() != from.rank()) {
      return false;
    }
    long whole = from.dimension((int) dimension);
    long share = type.dimension((int) dimension);
    boolean sized =
        share == 0 ? whole == 0 : whole % share == 0 && groups.canBeGroupSize(whole / share);
    return sized && type.dimensions().equals(Axes.with(from.dimensions(), dimension, share));
  }

  static ReduceScatterOp read(OpParts parts) {
    return new ReduceScatterOp(
        parts.operand(0),
        parts.integer("scatter_dimension"),
        ReplicaGroups.read(parts),
        parts.region(0),
        parts.declared(0));
  }

  @Override
  public String name() {
    return "stablehlo.reduce_scatter";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return groups.write(new Attributes().integer("scatter_dimension", dimension)).build();
  }

  @Override
  public List<Block> regions() {
    return List.of(body);
  }

  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
