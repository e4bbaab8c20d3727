package dev.ranvier.ir.op;

import java.util.Optional;

/// An axis of a mesh, or a part of one: what a `TensorSharding` is made of.
///
/// @param name the axis
/// @param part empty for all of it
public record AxisRef(String name, Optional<SubAxis> part) {
  /// One factor of an axis' size. An axis of 8 devices may be seen as 2 by 4; then `(1)2` is the
  /// outer factor and `(2)4` the inner one.
  ///
  /// @param preSize the product of the factors before
  /// @param size the factor
  public record SubAxis(long preSize, long size) {
    public SubAxis {
      Check.that(
          preSize >= 1, "sub_axis_c1", "expected a size before it of at least 1, got %d", preSize);
      Check.that(size > 1, "sub_axis_c2", "expected a size above 1, got %d", size);
    }

    private boolean fits(long whole) {
      return whole % preSize == 0 && whole / preSize % size == 0;
    }

    /// Whether `other` begins where this one ends.
    private boolean isBefore(SubAxis other) {
      return other.preSize % preSize == 0 && other.preSize / preSize == size;
    }

    private boolean overlaps(SubAxis other) {
      return preSize <= other.preSize
          ? other.preSize / preSize < size
          : preSize / other.preSize < other.size;
    }
  }

  public static AxisRef whole(String name) {
    return new AxisRef(name, Optional.empty());
  }

  public static AxisRef part(String name, long preSize, long size) {
    return new AxisRef(name, Optional.of(new SubAxis(preSize, size)));
  }

  void check(Mesh mesh) {
    Optional<Mesh.Axis> axis = mesh.axis(name);
    Check.that(
        axis.isPresent(), "axis_ref_c1", "expected an axis of %s, got \"%s\"", mesh.axes(), name);
    long whole = axis.map(Mesh.Axis::size).orElse(0L);
    if (part.isPresent()) {
      Check.that(
          part.get().fits(whole), "sub_axis_c3", "expected a factor of %d, got %s", whole, this);
      Check.that(
          part.get().size() != whole,
          "sub_axis_c4",
          "expected less than the whole of axis \"%s\", got %s",
          name,
          this);
    }
  }

  /// Whether some devices would have to be used twice, were both in one sharding.
  boolean overlaps(AxisRef other) {
    return name.equals(other.name)
        && (part.isEmpty() || other.part.isEmpty() || part.get().overlaps(other.part.get()));
  }

  /// Whether the two stand side by side, so that they could be written as one.
  boolean joins(AxisRef next) {
    return name.equals(next.name)
        && part.isPresent()
        && next.part.isPresent()
        && part.get().isBefore(next.part.get());
  }

  /// For messages; as it stands in text.
  @Override
  public String toString() {
    String inside = part.map(one -> ":(" + one.preSize() + ")" + one.size()).orElse("");
    return "\"" + name + "\"" + inside;
  }
}
