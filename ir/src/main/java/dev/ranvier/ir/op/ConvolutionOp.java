package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Products of a kernel with what it sees of the input, summed, at every place of the kernel.
///
/// @param lhs the input
/// @param rhs the kernel
/// @param featureGroups into how many groups the input's features are divided, each of which makes
///   a share of the output's features (all of them: a depthwise convolution)
/// @param batchGroups into how many groups the batches are divided, to the same end; its use is the
///   gradient of a convolution with feature groups
/// @param precision how exactly lhs and rhs are to be taken; empty when nothing is said
/// @param type the result's type; as in the dialect, its element may be wider than the operands'
public record ConvolutionOp(
    Value lhs,
    Value rhs,
    ConvolutionDimensionNumbers dimensions,
    ConvolutionWindow window,
    long featureGroups,
    long batchGroups,
    List<Precision> precision,
    TensorType type)
    implements TensorOp, Pure {
  public ConvolutionOp {
    precision = List.copyOf(precision);
    check(lhs.tensorType(), rhs.tensorType(), dimensions, window, featureGroups, batchGroups);
    Check.that(
        precision.isEmpty() || precision.size() == 2,
        "convolution_c24",
        "expected a precision for lhs and one for rhs, got %s",
        precision);
    List<Long> sizes = sizes(lhs.tensorType(), rhs.tensorType(), dimensions, window, batchGroups);
    Check.that(
        type.dimensions().equals(sizes),
        "convolution_c25",
        "expected a result of the sizes %s, got %s",
        sizes,
        type);
    Check.sameElement(lhs, rhs, "convolution_c27");
    Check.that(
        type.element().kind() == lhs.tensorType().element().kind(),
        "convolution_o1",
        "expected a result of the kind of %s, got %s",
        lhs.tensorType().element(),
        type);
  }

  /// A convolution without groups whose elements are of the operands' type.
  public static ConvolutionOp of(
      Value lhs, Value rhs, ConvolutionDimensionNumbers dimensions, ConvolutionWindow window) {
    check(lhs.tensorType(), rhs.tensorType(), dimensions, window, 1, 1);
    List<Long> sizes = sizes(lhs.tensorType(), rhs.tensorType(), dimensions, window, 1);
    TensorType type = new TensorType(sizes, lhs.tensorType().element());
    return new ConvolutionOp(lhs, rhs, dimensions, window, 1, 1, List.of(), type);
  }

  private static void check(
      TensorType lhs,
      TensorType rhs,
      ConvolutionDimensionNumbers dimensions,
      ConvolutionWindow window,
      long featureGroups,
      long batchGroups) {
    Check.that(
        lhs.rank() >= 2,
        "convolution_i1",
        "expected at least a batch and a feature dimension, got %s",
        lhs);
    Check.that(
        lhs.rank() == rhs.rank(),
        "convolution_c1",
        "expected operands of one rank, got %s and %s",
        lhs,
        rhs);
    window.check(lhs.rank() - 2);
    dimensions.check(lhs.rank());
    Window.positive(
        Axes.sizes(rhs, dimensions.kernel().spatial()), "convolution_i2", "sizes of the kernel");
    checkGroups(lhs, rhs, dimensions, featureGroups, batchGroups);
  }

  private static void checkGroups(
      TensorType lhs,
      TensorType rhs,
      ConvolutionDimensionNumbers dimensions,
      long featureGroups,
      long batchGroups) {
    Check.that(
        featureGroups > 0,
        "convolution_c21",
        "expected at least one feature group, got %d",
        featureGroups);
    Check.that(
        batchGroups > 0,
        "convolution_c22",
        "expected at least one batch group, got %d",
        batchGroups);
    Check.that(
        featureGroups == 1 || batchGroups == 1,
        "convolution_c23",
        "expected groups of features or of batches, got %d and %d",
        featureGroups,
        batchGroups);
    long features = lhs.dimension((int) dimensions.input().feature());
    long outputs = rhs.dimension((int) dimensions.kernel().output());
    divides(
        batchGroups, lhs.dimension((int) dimensions.input().batch()), "convolution_c10", "batches");
    divides(featureGroups, features, "convolution_c11", "features of the input");
    divides(batchGroups, outputs, "convolution_c15", "features of the output");
    divides(featureGroups, outputs, "convolution_c16", "features of the output");
    long taken = rhs.dimension((int) dimensions.kernel().input());
    Check.that(
        taken == features / featureGroups,
        "convolution_c14",
        "expected a kernel of %d features of the input, got %d",
        features / featureGroups,
        taken);
  }

  private static void divides(long groups, long size, String label, String what) {
    Check.that(
        size % groups == 0, label, "expected a multiple of %d %s, got %d", groups, what, size);
  }

  private static List<Long> sizes(
      TensorType lhs,
      TensorType rhs,
      ConvolutionDimensionNumbers dimensions,
      ConvolutionWindow window,
      long batchGroups) {
    List<Long> places =
        window
            .over(Axes.sizes(rhs, dimensions.kernel().spatial()))
            .places(Axes.sizes(lhs, dimensions.input().spatial()));
    Long[] sizes = new Long[lhs.rank()];
    ConvolutionDimensionNumbers.Output output = dimensions.output();
    sizes[(int) output.batch()] = lhs.dimension((int) dimensions.input().batch()) / batchGroups;
    sizes[(int) output.feature()] = rhs.dimension((int) dimensions.kernel().output());
    for (int i = 0; i < places.size(); i++) {
      sizes[output.spatial().get(i).intValue()] = places.get(i);
    }
    return Arrays.asList(sizes);
  }

  static ConvolutionOp read(OpParts parts) {
    Attribute numbers = parts.get("dimension_numbers", "#stablehlo.conv<...>");
    if (!(numbers instanceof Attribute.Convolution(ConvolutionDimensionNumbers dimensions))) {
      throw parts.mismatch("dimension_numbers", "#stablehlo.conv<...>", numbers);
    }
    return new ConvolutionOp(
        parts.operand(0),
        parts.operand(1),
        dimensions,
        ConvolutionWindow.read(parts, dimensions.input().spatial().size()),
        parts.integer("feature_group_count"),
        parts.integer("batch_group_count"),
        Precision.read(parts),
        parts.declared(0));
  }

  @Override
  public String name() {
    return "stablehlo.convolution";
  }

  @Override
  public List<Value> operands() {
    return List.of(lhs, rhs);
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes =
        new Attributes()
            .integer("batch_group_count", batchGroups)
            .with("dimension_numbers", new Attribute.Convolution(dimensions))
            .integer("feature_group_count", featureGroups);
    return Precision.write(precision, window.write(attributes)).build();
  }

  /// convolution_c26.
  @Override
  public List<Type> resultTypes() {
    return List.of(type);
  }
}
