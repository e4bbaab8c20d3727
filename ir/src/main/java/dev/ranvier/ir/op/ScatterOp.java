package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Folds updates into tensors at places that are given as indices. Updates that reach over the edge
/// are left out.
///
/// @param inputs tensors of one shape
/// @param indices integers
/// @param updates for each input a tensor of the windows to fold in
/// @param indicesAreSorted a promise that helps the device
/// @param uniqueIndices a promise that no place is given twice
/// @param body takes what is there, then the updates, and hands over what is to be there
public record ScatterOp(
    List<Value> inputs,
    Value indices,
    List<Value> updates,
    ScatterDimensionNumbers dimensions,
    boolean indicesAreSorted,
    boolean uniqueIndices,
    Block body)
    implements TensorOp, Pure {
  public ScatterOp {
    inputs = List.copyOf(inputs);
    updates = List.copyOf(updates);
    Check.that(
        !inputs.isEmpty() && inputs.size() == updates.size(),
        "scatter_c5",
        "expected at least one input and as many updates, got %d and %d",
        inputs.size(),
        updates.size());
    Check.sameShape(inputs, "scatter_c1");
    Check.sameShape(updates, "scatter_c3");
    Check.integers(indices, "scatter_i2");
    for (int i = 0; i < inputs.size(); i++) {
      Check.sameElement(inputs.get(i), updates.get(i), "scatter_c6");
    }
    dimensions.check(
        inputs.getFirst().tensorType(), indices.tensorType(), updates.getFirst().tensorType());
    Bodies.reducer(body, ReduceOp.elements(inputs), "scatter_c23");
  }

  static ScatterOp read(OpParts parts) {
    int share = parts.operands().size() / 2;
    return new ScatterOp(
        parts.operands().subList(0, share),
        parts.operand(share),
        parts.operandsFrom(share + 1),
        ScatterDimensionNumbers.read(parts),
        parts.bool("indices_are_sorted", false),
        parts.bool("unique_indices", false),
        parts.region(0));
  }

  @Override
  public String name() {
    return "stablehlo.scatter";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>(inputs);
    operands.add(indices);
    operands.addAll(updates);
    return operands;
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .bool("indices_are_sorted", indicesAreSorted)
        .with("scatter_dimension_numbers", dimensions.attribute())
        .bool("unique_indices", uniqueIndices)
        .build();
  }

  @Override
  public List<Block> regions() {
    return List.of(body);
  }

  /// scatter_c24, scatter_c25.
  @Override
  public List<Type> resultTypes() {
    List<Long> sizes = inputs.getFirst().tensorType().dimensions();
    return Bodies.yieldedElements(body).stream()
        .<Type>map(element -> new TensorType(sizes, element))
        .toList();
  }
}
