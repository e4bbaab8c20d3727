package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A window that slides over a tensor; every list has one entry for each dimension.
///
/// @param dimensions the window's sizes
/// @param strides how far it moves from one place to the next
/// @param baseDilations the distance between two elements of the tensor, 1 when they touch
/// @param windowDilations the distance between two elements of the window
/// @param padding how many elements are put before and after: `tensor<Rx2xi64>`
public record Window(
    List<Long> dimensions,
    List<Long> strides,
    List<Long> baseDilations,
    List<Long> windowDilations,
    Literal padding) {
  public Window {
    dimensions = List.copyOf(dimensions);
    strides = List.copyOf(strides);
    baseDilations = List.copyOf(baseDilations);
    windowDilations = List.copyOf(windowDilations);
  }

  /// A window that moves by one, without dilation or padding.
  public static Window of(List<Long> dimensions) {
    List<Long> ones = Collections.nCopies(dimensions.size(), 1L);
    return new Window(dimensions, ones, ones, ones, noPadding(dimensions.size()));
  }

  static Literal noPadding(int rank) {
    return Literal.splat(TensorType.of(ElementType.I64, rank, 2), 0L);
  }

  static boolean isPadding(Literal padding, int rank) {
    return padding.type().equals(TensorType.of(ElementType.I64, rank, 2));
  }

  static void positive(List<Long> sizes, String label, String what) {
    Check.that(
        sizes.stream().allMatch(size -> size > 0),
        label,
        "expected %s of at least 1, got %s",
        what,
        sizes);
  }

  /// How many elements are put before a dimension; negative takes away.
  public long low(int axis) {
    return padding.asLong(2 * axis);
  }

  /// How many elements are put after a dimension.
  public long high(int axis) {
    return padding.asLong(2 * axis + 1);
  }

  /// How often the window fits into a tensor of these sizes, along each dimension.
  public List<Long> places(List<Long> sizes) {
    List<Long> places = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      long inside = dilated(sizes.get(i), baseDilations.get(i));
      long padded = Math.addExact(Math.addExact(low(i), inside), high(i));
      long wide = dilated(dimensions.get(i), windowDilations.get(i));
      places.add(padded <= 0 || wide > padded ? 0 : (padded - wide) / strides.get(i) + 1);
    }
    return places;
  }

  private static long dilated(long size, long dilation) {
    return size == 0 ? 0 : Math.addExact(Math.multiplyExact(size - 1, dilation), 1L);
  }
}
