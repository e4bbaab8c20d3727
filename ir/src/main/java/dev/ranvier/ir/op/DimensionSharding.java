package dev.ranvier.ir.op;

import java.util.List;
import java.util.OptionalLong;

/// How one dimension of a tensor is divided over a mesh.
///
/// @param axes over which, outermost first; none when the dimension stays whole
/// @param isOpen whether the compiler may divide it further
/// @param priority among the shardings that a user gave, which is to be spread first: 0 before 1;
///   empty counts as 0
public record DimensionSharding(List<AxisRef> axes, boolean isOpen, OptionalLong priority) {
  public DimensionSharding {
    axes = List.copyOf(axes);
    Check.that(
        priority.isEmpty() || priority.getAsLong() >= 0,
        "dimension_sharding_c2",
        "expected a priority of at least 0, got p%d",
        priority.orElse(0));
    Check.that(
        priority.isEmpty() || isOpen || !axes.isEmpty(),
        "dimension_sharding_c3",
        "expected an axis or a \"?\" for there to be a priority, got {}p%d",
        priority.orElse(0));
  }

  /// Divided over some axes, and no further.
  public static DimensionSharding over(String... axes) {
    List<AxisRef> whole = List.of(axes).stream().map(AxisRef::whole).toList();
    return new DimensionSharding(whole, false, OptionalLong.empty());
  }
}
