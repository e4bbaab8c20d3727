package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Folds tensors along some dimensions, all together, in an order that the device chooses.
///
/// @param inputs tensors of one shape
/// @param initial for each input the scalar to begin with
/// @param dimensions those that are folded away
/// @param body takes what is folded so far, then the next elements, and hands over the fold
public record ReduceOp(List<Value> inputs, List<Value> initial, List<Long> dimensions, Block body)
    implements TensorOp, Pure {
  public ReduceOp {
    inputs = List.copyOf(inputs);
    initial = List.copyOf(initial);
    dimensions = List.copyOf(dimensions);
    checkInputs(inputs, initial, "reduce_c3", "reduce_c1", "reduce_c2");
    Check.axes(dimensions, inputs.getFirst().tensorType(), "reduce_c4", "dimensions");
    Check.unique(dimensions, "reduce_c5", "dimensions");
    Bodies.reducer(body, elements(inputs), "reduce_c6");
  }

  /// Inputs of one shape, and for each a scalar to begin with.
  static void checkInputs(
      List<Value> inputs, List<Value> initial, String count, String shape, String element) {
    Check.that(
        !inputs.isEmpty() && inputs.size() == initial.size(),
        count,
        "expected at least one input and as many initial values, got %d and %d",
        inputs.size(),
        initial.size());
    Check.sameShape(inputs, shape);
    for (int i = 0; i < inputs.size(); i++) {
      TensorType wanted = TensorType.scalar(inputs.get(i).tensorType().element());
      Check.that(
          initial.get(i).type().equals(wanted),
          element,
          "expected an initial value of %s, got %s",
          wanted,
          initial.get(i).type());
    }
  }

  static List<ElementType> elements(List<Value> values) {
    return values.stream().map(value -> value.tensorType().element()).toList();
  }

  static ReduceOp read(OpParts parts) {
    return new ReduceOp(
        parts.operandShare(0, 2),
        parts.operandShare(1, 2),
        parts.ints("dimensions"),
        parts.region(0));
  }

  @Override
  public String name() {
    return "stablehlo.reduce";
  }

  @Override
  public List<Value> operands() {
    return Stream.concat(inputs.stream(), initial.stream()).toList();
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes().ints("dimensions", dimensions).build();
  }

  @Override
  public List<Block> regions() {
    return List.of(body);
  }

  /// reduce_c7, reduce_c8.
  @Override
  public List<Type> resultTypes() {
    List<Long> sizes = Axes.without(inputs.getFirst().tensorType().dimensions(), dimensions);
    return Bodies.yieldedElements(body).stream()
        .<Type>map(element -> new TensorType(sizes, element))
        .toList();
  }
}
