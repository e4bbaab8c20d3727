package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// Cuts the tensors of a group's devices into as many parts as there are, sends the parts round,
/// and puts what arrives together.
///
/// @param split the dimension along which is cut
/// @param concatenation the dimension along which is put together
/// @param count how many parts: the size of a group
public record AllToAllOp(
    List<Value> operands, long split, long concatenation, long count, ReplicaGroups groups)
    implements TensorOp {
  public AllToAllOp {
    operands = List.copyOf(operands);
    Check.that(count > 0, "all_to_all_c4", "expected a split count of at least 1, got %d", count);
    groups.check("all_to_all_i5", "all_to_all_c5", "all_to_all_c7", "all_to_all_i6");
    Check.that(
        groups.groupSize() == count,
        "all_to_all_c8",
        "expected groups of %d, got %s",
        count,
        groups.ids().type());
    for (Value operand : operands) {
      TensorType type = operand.tensorType();
      Check.axes(List.of(split), type, "all_to_all_c1", "split dimensions");
      Check.that(
          type.dimension((int) split) % count == 0,
          "all_to_all_c2",
          "expected dimension %d of %s to be a multiple of %d",
          split,
          type,
          count);
      Check.axes(List.of(concatenation), type, "all_to_all_c3", "concatenation dimensions");
    }
  }

  static AllToAllOp read(OpParts parts) {
    return new AllToAllOp(
        parts.operands(),
        parts.integer("split_dimension"),
        parts.integer("concat_dimension"),
        parts.integer("split_count"),
        ReplicaGroups.read(parts));
  }

  @Override
  public String name() {
    return "stablehlo.all_to_all";
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes =
        new Attributes()
            .integer("concat_dimension", concatenation)
            .integer("split_count", count)
            .integer("split_dimension", split);
    return groups.write(attributes).build();
  }

  /// all_to_all_c9.
  @Override
  public List<Type> resultTypes() {
    return operands.stream().<Type>map(operand -> exchanged(operand.tensorType())).toList();
  }

  private TensorType exchanged(TensorType type) {
    List<Long> sizes = type.dimensions();
    sizes = Axes.with(sizes, split, sizes.get((int) split) / count);
    long joined = Math.multiplyExact(sizes.get((int) concatenation), count);
    return type.withDimensions(Axes.with(sizes, concatenation, joined));
  }
}
