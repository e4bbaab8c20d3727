package dev.ranvier.ir.op;

import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// What is computed: one immutable record per op, whose constructor rejects what is ill-typed, so
/// that `resultTypes` can simply infer. An op stands in a block through an `Instruction`.
public sealed interface Op permits TensorOp, EventOp {
  /// The op's name in text, with its dialect: `stablehlo.add`, `func.call`, `ranvier.queue_push`.
  String name();

  List<Value> operands();

  /// The types of the values that the op defines, inferred from operands and attributes.
  List<Type> resultTypes();

  /// Attributes by name, in the order in which they are printed.
  default Map<String, Attribute> attributes() {
    return Map.of();
  }

  /// The op's regions, in order.
  default List<Block> regions() {
    return List.of();
  }
}
