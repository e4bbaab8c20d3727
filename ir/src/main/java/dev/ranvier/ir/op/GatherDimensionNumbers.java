package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a gather reads its operand and its indices; see the specification of `gather`.
///
/// @param offset dimensions of the result that lie inside a slice
/// @param collapsed dimensions of the operand that a slice drops
/// @param operandBatching dimensions of the operand that go together with
/// @param indicesBatching these of the indices
/// @param startIndexMap which dimension of the operand each part of an index stands for
/// @param indexVector the dimension of the indices along which one index lies
public record GatherDimensionNumbers(
    List<Long> offset,
    List<Long> collapsed,
    List<Long> operandBatching,
    List<Long> indicesBatching,
    List<Long> startIndexMap,
    long indexVector) {
  public GatherDimensionNumbers {
    offset = List.copyOf(offset);
    collapsed = List.copyOf(collapsed);
    operandBatching = List.copyOf(operandBatching);
    indicesBatching = List.copyOf(indicesBatching);
    startIndexMap = List.copyOf(startIndexMap);
  }

  /// Without batching dimensions.
  public static GatherDimensionNumbers of(
      List<Long> offset, List<Long> collapsed, List<Long> startIndexMap, long indexVector) {
    return new GatherDimensionNumbers(
        offset, collapsed, List.of(), List.of(), startIndexMap, indexVector);
  }

  static GatherDimensionNumbers read(OpParts parts) {
    StructFields fields =
        parts
            .struct("dimension_numbers", "gather")
            .onlyOf(
                "offset_dims",
                "collapsed_slice_dims",
                "operand_batching_dims",
                "start_indices_batching_dims",
                "start_index_map",
                "index_vector_dim");
    return new GatherDimensionNumbers(
        fields.ints("offset_dims"),
        fields.ints("collapsed_slice_dims"),
        fields.ints("operand_batching_dims"),
        fields.ints("start_indices_batching_dims"),
        fields.ints("start_index_map"),
        fields.integer("index_vector_dim"));
  }

  Attribute attribute() {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    fields.put("offset_dims", new Attribute.Ints(offset));
    fields.put("collapsed_slice_dims", new Attribute.Ints(collapsed));
    fields.put("operand_batching_dims", new Attribute.Ints(operandBatching));
    fields.put("start_indices_batching_dims", new Attribute.Ints(indicesBatching));
    fields.put("start_index_map", new Attribute.Ints(startIndexMap));
    fields.put("index_vector_dim", new Attribute.Int(indexVector, ElementType.I64));
    return new Attribute.Struct("gather", fields);
  }

  void check(TensorType operand, TensorType indices) {
    Check.that(
        operand.rank() == offset.size() + collapsed.size() + operandBatching.size(),
        "gather_c1",
        "expected every dimension of %s to be an offset, collapsed or batching, got %s, %s and %s",
        operand,
        offset,
        collapsed,
        operandBatching);
    Check.that(
        indexVector >= 0 && indexVector <= indices.rank(),
        "gather_c2",
        "expected an index vector dimension of %s, got %d",
        indices,
        indexVector);
    Check.count(indexSize(indices), startIndexMap, "gather_c3", "entries of the index map");
    Check.unique(offset, "gather_c4", "offset dimensions");
    Check.sorted(offset, "gather_c4", "offset dimensions");
    int rank = indices.rank() - (indexVector < indices.rank() ? 1 : 0) + offset.size();
    Check.that(
        Axes.within(offset, rank),
        "gather_c5",
        "expected offset dimensions of a result of rank %d, got %s",
        rank,
        offset);
    Check.unique(
        Axes.concatenated(collapsed, operandBatching),
        "gather_c6",
        "collapsed and batching dimensions");
    Check.sorted(collapsed, "gather_c7", "collapsed dimensions");
    Check.axes(collapsed, operand, "gather_c8", "collapsed dimensions");
    Check.sorted(operandBatching, "gather_c10", "batching dimensions");
    Check.axes(operandBatching, operand, "gather_c11", "batching dimensions");
    checkIndices(operand, indices);
  }

  private void checkIndices(TensorType operand, TensorType indices) {
    Check.unique(indicesBatching, "gather_c13", "batching dimensions");
    Check.axes(indicesBatching, indices, "gather_c14", "batching dimensions");
    Check.that(
        !indicesBatching.contains(indexVector),
        "gather_c15",
        "expected batching dimensions other than the index vector's %d, got %s",
        indexVector,
        indicesBatching);
    Check.that(
        operandBatching.size() == indicesBatching.size(),
        "gather_c16",
        "expected as many batching dimensions of the operand as of the indices, got %s and %s",
        operandBatching,
        indicesBatching);
    Check.that(
        Axes.sizes(operand, operandBatching).equals(Axes.sizes(indices, indicesBatching)),
        "gather_c17",
        "expected batching dimensions of the same sizes, got %s of %s and %s of %s",
        operandBatching,
        operand,
        indicesBatching,
        indices);
    Check.unique(
        Axes.concatenated(startIndexMap, operandBatching),
        "gather_c18",
        "indexed and batching dimensions");
    Check.axes(startIndexMap, operand, "gather_c19", "indexed dimensions");
  }

  private long indexSize(TensorType indices) {
    return indexVector < indices.rank() ? indices.dimension((int) indexVector) : 1;
  }

  /// The sizes of the result.
  List<Long> resultSizes(TensorType indices, List<Long> sliceSizes) {
    List<Long> batch = Axes.without(indices.dimensions(), List.of(indexVector));
    List<Long> inside = Axes.without(sliceSizes, Axes.concatenated(collapsed, operandBatching));
    return Axes.combine(batch, offset, inside);
  }
}
