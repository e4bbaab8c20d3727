package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which dimensions of two tensors a product pairs.
///
/// @param lhsBatching those that both have and the result keeps, first
/// @param lhsContracting those that are summed away
public record DotDimensionNumbers(
    List<Long> lhsBatching,
    List<Long> rhsBatching,
    List<Long> lhsContracting,
    List<Long> rhsContracting) {
  public DotDimensionNumbers {
    lhsBatching = List.copyOf(lhsBatching);
    rhsBatching = List.copyOf(rhsBatching);
    lhsContracting = List.copyOf(lhsContracting);
    rhsContracting = List.copyOf(rhsContracting);
  }

  /// Sums one dimension of each away: a matrix product for 1 and 0.
  public static DotDimensionNumbers contracting(long lhs, long rhs) {
    return new DotDimensionNumbers(List.of(), List.of(), List.of(lhs), List.of(rhs));
  }

  static DotDimensionNumbers read(OpParts parts) {
    StructFields fields =
        parts
            .struct("dot_dimension_numbers", "dot")
            .onlyOf(
                "lhs_batching_dimensions",
                "rhs_batching_dimensions",
                "lhs_contracting_dimensions",
                "rhs_contracting_dimensions");
    return new DotDimensionNumbers(
        fields.ints("lhs_batching_dimensions"),
        fields.ints("rhs_batching_dimensions"),
        fields.ints("lhs_contracting_dimensions"),
        fields.ints("rhs_contracting_dimensions"));
  }

  Attribute attribute() {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    fields.put("lhs_batching_dimensions", new Attribute.Ints(lhsBatching));
    fields.put("rhs_batching_dimensions", new Attribute.Ints(rhsBatching));
    fields.put("lhs_contracting_dimensions", new Attribute.Ints(lhsContracting));
    fields.put("rhs_contracting_dimensions", new Attribute.Ints(rhsContracting));
    return new Attribute.Struct("dot", fields);
  }

  void check(TensorType lhs, TensorType rhs) {
    Check.that(
        lhsBatching.size() == rhsBatching.size(),
        "dot_general_c1",
        "expected as many batching dimensions of lhs as of rhs, got %s and %s",
        lhsBatching,
        rhsBatching);
    Check.that(
        lhsContracting.size() == rhsContracting.size(),
        "dot_general_c2",
        "expected as many contracting dimensions of lhs as of rhs, got %s and %s",
        lhsContracting,
        rhsContracting);
    Check.unique(
        Axes.concatenated(lhsBatching, lhsContracting), "dot_general_c3", "dimensions of lhs");
    Check.unique(
        Axes.concatenated(rhsBatching, rhsContracting), "dot_general_c4", "dimensions of rhs");
    Check.axes(lhsBatching, lhs, "dot_general_c5", "batching dimensions");
    Check.axes(lhsContracting, lhs, "dot_general_c6", "contracting dimensions");
    Check.axes(rhsBatching, rhs, "dot_general_c7", "batching dimensions");
    Check.axes(rhsContracting, rhs, "dot_general_c8", "contracting dimensions");
    checkSizes(
        Axes.sizes(lhs, lhsBatching), Axes.sizes(rhs, rhsBatching), "dot_general_c9", "batching");
    checkSizes(
        Axes.sizes(lhs, lhsContracting),
        Axes.sizes(rhs, rhsContracting),
        "dot_general_c10",
        "contracting");
  }

  private static void checkSizes(List<Long> lhs, List<Long> rhs, String label, String what) {
    Check.that(
        lhs.equals(rhs),
        label,
        "expected %s dimensions of the same sizes, got %s and %s",
        what,
        lhs,
        rhs);
  }

  /// Batching dimensions, then what remains of lhs, then what remains of rhs.
  List<Long> resultSizes(TensorType lhs, TensorType rhs) {
    List<Long> sizes = new ArrayList<>(Axes.sizes(lhs, lhsBatching));
    sizes.addAll(Axes.without(lhs.dimensions(), Axes.concatenated(lhsBatching, lhsContracting)));
    sizes.addAll(Axes.without(rhs.dimensions(), Axes.concatenated(rhsBatching, rhsContracting)));
    return sizes;
  }
}
