package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a scatter reads its indices and updates; see the specification of `scatter`.
///
/// @param updateWindow dimensions of the updates that lie inside a window
/// @param inserted dimensions of the inputs that a window lacks
/// @param inputBatching dimensions of the inputs that go together with
/// @param indicesBatching these of the indices
/// @param scatterToOperand which dimension of the inputs each part of an index stands for
/// @param indexVector the dimension of the indices along which one index lies
public record ScatterDimensionNumbers(
    List<Long> updateWindow,
    List<Long> inserted,
    List<Long> inputBatching,
    List<Long> indicesBatching,
    List<Long> scatterToOperand,
    long indexVector) {
  public ScatterDimensionNumbers {
    updateWindow = List.copyOf(updateWindow);
    inserted = List.copyOf(inserted);
    inputBatching = List.copyOf(inputBatching);
    indicesBatching = List.copyOf(indicesBatching);
    scatterToOperand = List.copyOf(scatterToOperand);
  }

  /// Without batching dimensions.
  public static ScatterDimensionNumbers of(
      List<Long> updateWindow, List<Long> inserted, List<Long> scatterToOperand, long indexVector) {
    return new ScatterDimensionNumbers(
        updateWindow, inserted, List.of(), List.of(), scatterToOperand, indexVector);
  }

  static ScatterDimensionNumbers read(OpParts parts) {
    StructFields fields =
        parts
            .struct("scatter_dimension_numbers", "scatter")
            .onlyOf(
                "update_window_dims",
                "inserted_window_dims",
                "input_batching_dims",
                "scatter_indices_batching_dims",
                "scatter_dims_to_operand_dims",
                "index_vector_dim");
    return new ScatterDimensionNumbers(
        fields.ints("update_window_dims"),
        fields.ints("inserted_window_dims"),
        fields.ints("input_batching_dims"),
        fields.ints("scatter_indices_batching_dims"),
        fields.ints("scatter_dims_to_operand_dims"),
        fields.integer("index_vector_dim"));
  }

  Attribute attribute() {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    fields.put("update_window_dims", new Attribute.Ints(updateWindow));
    fields.put("inserted_window_dims", new Attribute.Ints(inserted));
    fields.put("input_batching_dims", new Attribute.Ints(inputBatching));
    fields.put("scatter_indices_batching_dims", new Attribute.Ints(indicesBatching));
    fields.put("scatter_dims_to_operand_dims", new Attribute.Ints(scatterToOperand));
    fields.put("index_vector_dim", new Attribute.Int(indexVector, ElementType.I64));
    return new Attribute.Struct("scatter", fields);
  }

  void check(TensorType input, TensorType indices, TensorType update) {
    Check.that(
        input.rank() == updateWindow.size() + inserted.size() + inputBatching.size(),
        "scatter_c2",
        "expected every dimension of %s to be in the window, inserted or batching,"
            + " got %s, %s and %s",
        input,
        updateWindow,
        inserted,
        inputBatching);
    Check.unique(updateWindow, "scatter_c7", "window dimensions");
    Check.sorted(updateWindow, "scatter_c7", "window dimensions");
    Check.axes(updateWindow, update, "scatter_c8", "window dimensions");
    Check.unique(
        Axes.concatenated(inserted, inputBatching),
        "scatter_c9",
        "inserted and batching dimensions");
    Check.sorted(inserted, "scatter_c10", "inserted dimensions");
    Check.axes(inserted, input, "scatter_c11", "inserted dimensions");
    Check.sorted(inputBatching, "scatter_c12", "batching dimensions");
    Check.axes(inputBatching, input, "scatter_c13", "batching dimensions");
    checkIndices(input, indices);
    checkUpdates(input, indices, update);
  }

  private void checkIndices(TensorType input, TensorType indices) {
    Check.that(
        indexVector >= 0 && indexVector <= indices.rank(),
        "scatter_c22",
        "expected an index vector dimension of %s, got %d",
        indices,
        indexVector);
    Check.unique(indicesBatching, "scatter_c14", "batching dimensions");
    Check.axes(indicesBatching, indices, "scatter_c15", "batching dimensions");
    Check.that(
        !indicesBatching.contains(indexVector),
        "scatter_c16",
        "expected batching dimensions other than the index vector's %d, got %s",
        indexVector,
        indicesBatching);
    Check.that(
        inputBatching.size() == indicesBatching.size(),
        "scatter_c17",
        "expected as many batching dimensions of the inputs as of the indices, got %s and %s",
        inputBatching,
        indicesBatching);
    Check.that(
        Axes.sizes(input, inputBatching).equals(Axes.sizes(indices, indicesBatching)),
        "scatter_c18",
        "expected batching dimensions of the same sizes, got %s of %s and %s of %s",
        inputBatching,
        input,
        indicesBatching,
        indices);
    long size = indexVector < indices.rank() ? indices.dimension((int) indexVector) : 1;
    Check.count(size, scatterToOperand, "scatter_c19", "entries of the index map");
    Check.unique(
        Axes.concatenated(scatterToOperand, inputBatching),
        "scatter_c20",
        "indexed and batching dimensions");
    Check.axes(scatterToOperand, input, "scatter_c21", "indexed dimensions");
  }

  private void checkUpdates(TensorType input, TensorType indices, TensorType update) {
    List<Long> places = Axes.without(indices.dimensions(), List.of(indexVector));
    List<Long> bounds =
        Axes.without(input.dimensions(), Axes.concatenated(inserted, inputBatching));
    Check.that(
        Axes.without(update.dimensions(), updateWindow).equals(places)
            && Axes.notAbove(Axes.sizes(update, updateWindow), bounds),
        "scatter_c4",
        "expected updates of the sizes %s with windows inside %s, got %s",
        places,
        bounds,
        update);
  }
}
