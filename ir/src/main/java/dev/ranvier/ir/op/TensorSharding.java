package dev.ranvier.ir.op;

import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How a tensor is divided over the devices of a mesh: Shardy's `TensorShardingAttr`, as JAX prints
/// it. Which values a program computes does not depend on it.
///
/// A sharding names its mesh, which stands elsewhere, so that only the `Verifier` can see whether
/// the two go together. As in Shardy, a dimension need not be a multiple of the devices that it is
/// divided over. Its constraints are counted as those of `Mesh` are.
///
/// @param mesh the name, without the `@`
/// @param dimensions one for each dimension of the tensor
/// @param replicated axes along which all devices must have the same, in the order of the mesh
/// @param unreduced axes along which each device has a summand only, in the order of the mesh
public record TensorSharding(
    String mesh,
    List<DimensionSharding> dimensions,
    List<AxisRef> replicated,
    List<AxisRef> unreduced) {
  public TensorSharding {
    dimensions = List.copyOf(dimensions);
    replicated = List.copyOf(replicated);
    unreduced = List.copyOf(unreduced);
  }

  public static TensorSharding of(String mesh, DimensionSharding... dimensions) {
    return new TensorSharding(mesh, List.of(dimensions), List.of(), List.of());
  }

  /// Checks that this can be how a value of a type is divided.
  ///
  /// @param meshes those of the module, by name
  /// @throws IllTypedException if it cannot
  public void check(Map<String, Mesh> meshes, Type type) {
    Mesh over = mesh(meshes);
    if (over.isOneDevice()) {
      checkBare();
      return;
    }
    int rank = rank(type);
    Check.that(
        dimensions.size() == rank,
        "sharding_c3",
        "expected shardings of the %d dimensions of %s, got %d",
        rank,
        type,
        dimensions.size());
    checkAxes(over);
  }

  /// Checks that this can be how an op without results is placed.
  ///
  /// @throws IllTypedException if it cannot
  public void checkAlone(Map<String, Mesh> meshes) {
    mesh(meshes);
    checkBare();
  }

  private Mesh mesh(Map<String, Mesh> meshes) {
    Optional<Mesh> found = Optional.ofNullable(meshes.get(mesh));
    Check.that(found.isPresent(), "sharding_c1", "expected a mesh of the module, got @%s", mesh);
    return found.orElseThrow();
  }

  private void checkBare() {
    Check.that(
        dimensions.isEmpty() && replicated.isEmpty() && unreduced.isEmpty(),
        "sharding_c2",
        "expected neither dimensions nor axes where one device has all, got %d and %s",
        dimensions.size(),
        Stream.concat(replicated.stream(), unreduced.stream()).toList());
  }

  private static int rank(Type type) {
    return switch (type) {
      case TensorType tensor -> tensor.rank();
      case QueueType queue -> queue.dimensions().size();
      case ProjectionType _, LineType _, StackType _ -> 0;
    };
  }

  private void checkAxes(Mesh over) {
    Map<String, List<AxisRef>> seen = new HashMap<>();
    for (DimensionSharding dimension : dimensions) {
      checkList(dimension.axes(), over, seen);
    }
    checkList(replicated, over, seen);
    checkOrder(replicated, over);
    checkList(unreduced, over, seen);
    checkOrder(unreduced, over);
  }

  /// Parts of one axis that do not overlap are fewer than 64, so that time is linear.
  private static void checkList(List<AxisRef> axes, Mesh over, Map<String, List<AxisRef>> seen) {
    for (int i = 0; i < axes.size(); i++) {
      AxisRef axis = axes.get(i);
      axis.check(over);
      List<AxisRef> before = seen.computeIfAbsent(axis.name(), _ -> new ArrayList<>());
      for (AxisRef other : before) {
        Check.that(
            !axis.overlaps(other),
            "sharding_c4",
            "expected each axis once, got %s and %s",
            other,
            axis);
      }
      before.add(axis);
      Check.that(
          i == 0 || !axes.get(i - 1).joins(axis),
          "sharding_c5",
          "expected one part instead of two that touch, got %s and %s",
          axes.get(Math.max(0, i - 1)),
          axis);
    }
  }

  private static void checkOrder(List<AxisRef> axes, Mesh over) {
    for (int i = 1; i < axes.size(); i++) {
      Check.that(
          place(axes.get(i - 1), over) < place(axes.get(i), over)
              || isInner(axes.get(i - 1), axes.get(i)),
          "sharding_c6",
          "expected axes in the order of %s, got %s before %s",
          over.axes(),
          axes.get(i - 1),
          axes.get(i));
    }
  }

  private static int place(AxisRef axis, Mesh over) {
    return over.axes().stream().map(Mesh.Axis::name).toList().indexOf(axis.name());
  }

  private static boolean isInner(AxisRef outer, AxisRef inner) {
    return outer.name().equals(inner.name())
        && outer.part().isPresent()
        && inner.part().isPresent()
        && outer.part().get().preSize() < inner.part().get().preSize();
  }
}
