package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// How a kernel moves over the input of a convolution; every list has one entry for each spatial
/// dimension.
///
/// @param strides how far it moves from one place to the next
/// @param padding how many zeros are put before and after: `tensor<Sx2xi64>`
/// @param inputDilations the distance between two elements of the input, 1 when they touch
/// @param kernelDilations the distance between two elements of the kernel
/// @param reversals whether the kernel is applied back to front
public record ConvolutionWindow(
    List<Long> strides,
    Literal padding,
    List<Long> inputDilations,
    List<Long> kernelDilations,
    List<Boolean> reversals) {
  public ConvolutionWindow {
    strides = List.copyOf(strides);
    inputDilations = List.copyOf(inputDilations);
    kernelDilations = List.copyOf(kernelDilations);
    reversals = List.copyOf(reversals);
  }

  /// A kernel that moves by one, without dilation, padding or reversal.
  public static ConvolutionWindow of(int spatial) {
    List<Long> ones = Collections.nCopies(spatial, 1L);
    return new ConvolutionWindow(
        ones, Window.noPadding(spatial), ones, ones, Collections.nCopies(spatial, false));
  }

  static ConvolutionWindow read(OpParts parts, int spatial) {
    return new ConvolutionWindow(
        parts.ints("window_strides", spatial, 1),
        parts.find("padding").isEmpty() ? Window.noPadding(spatial) : parts.dense("padding"),
        parts.ints("lhs_dilation", spatial, 1),
        parts.ints("rhs_dilation", spatial, 1),
        reversals(parts, spatial));
  }

  private static List<Boolean> reversals(OpParts parts, int spatial) {
    Optional<Attribute> found = parts.find("window_reversal");
    if (found.isEmpty()) {
      return Collections.nCopies(spatial, false);
    }
    if (found.get() instanceof Attribute.Bools(List<Boolean> values)) {
      return values;
    }
    if (found.get() instanceof Attribute.Dense(Literal value)
        && value.type().equals(TensorType.of(ElementType.I1, spatial))) {
      List<Boolean> values = new ArrayList<>();
      for (int i = 0; i < spatial; i++) {
        values.add(value.asLong(i) != 0);
      }
      return values;
    }
    throw parts.mismatch("window_reversal", "a list of booleans", found.get());
  }

  Attributes write(Attributes attributes) {
    return attributes
        .ints("window_strides", strides)
        .dense("padding", padding)
        .ints("lhs_dilation", inputDilations)
        .ints("rhs_dilation", kernelDilations)
        .with("window_reversal", new Attribute.Bools(reversals));
  }

  void check(int spatial) {
    Check.count(spatial, strides, "convolution_c2", "window strides");
    Window.positive(strides, "convolution_c3", "window strides");
    Check.that(
        Window.isPadding(padding, spatial),
        "convolution_c4",
        "expected a padding of tensor<%dx2xi64>, got %s",
        spatial,
        padding.type());
    Check.count(spatial, inputDilations, "convolution_c5", "dilations of the input");
    Window.positive(inputDilations, "convolution_c6", "dilations of the input");
    Check.count(spatial, kernelDilations, "convolution_c7", "dilations of the kernel");
    Window.positive(kernelDilations, "convolution_c8", "dilations of the kernel");
    Check.count(spatial, reversals, "convolution_c9", "reversals");
  }

  /// What a kernel of these sizes sees, but for reversals.
  public Window over(List<Long> kernelSizes) {
    return new Window(kernelSizes, strides, inputDilations, kernelDilations, padding);
  }
}
