package dev.ranvier.ir.op;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Devices, set out along axes that have names: what a `TensorSharding` divides tensors over. This
/// is Shardy's `MeshAttr`. Shardy gives its constraints no numbers; here they are counted in the
/// order in which its description lists them, and what only its parser says comes last.
///
/// @param axes outermost first; none for a mesh that is empty, or of one device
/// @param deviceIds which device stands where, last axis fastest; empty for 0, 1, 2 and so on. For
///   a mesh without axes, the one device that it is made of.
public record Mesh(List<Axis> axes, List<Long> deviceIds) {
  /// An axis.
  ///
  /// @param size how many devices stand along it
  public record Axis(String name, long size) {
    @Override
    public String toString() {
      return "\"" + name + "\"=" + size;
    }
  }

  public Mesh {
    axes = List.copyOf(axes);
    deviceIds = List.copyOf(deviceIds);
    checkAxes(axes);
    for (long id : deviceIds) {
      Check.that(id >= 0, "mesh_c1", "expected devices from 0 on, got %d", id);
    }
    if (axes.isEmpty()) {
      Check.that(
          deviceIds.size() <= 1,
          "mesh_c2",
          "expected at most one device in a mesh without axes, got %d",
          deviceIds.size());
    } else if (!deviceIds.isEmpty()) {
      checkDevices(axes, deviceIds);
      deviceIds = isCounted(deviceIds) ? List.of() : deviceIds;
    }
  }

  /// A mesh of devices in the order of their numbers.
  public static Mesh of(Axis... axes) {
    return new Mesh(List.of(axes), List.of());
  }

  private static void checkAxes(List<Axis> axes) {
    Set<String> names = new HashSet<>();
    for (Axis axis : axes) {
      Check.that(
          names.add(axis.name()),
          "mesh_c3",
          "expected axes with names of their own, got \"%s\" again",
          axis.name());
      Check.that(
          axis.size() >= 1,
          "mesh_c5",
          "expected axis \"%s\" of a size of at least 1, got %d",
          axis.name(),
          axis.size());
    }
  }

  private static void checkDevices(List<Axis> axes, List<Long> deviceIds) {
    long devices = 1;
    for (Axis axis : axes) {
      boolean fits = devices <= deviceIds.size() / axis.size();
      devices = fits ? devices * axis.size() : Long.MAX_VALUE;
    }
    Set<Long> seen = new HashSet<>(deviceIds);
    boolean isOrder =
        devices == deviceIds.size()
            && seen.size() == deviceIds.size()
            && deviceIds.stream().allMatch(id -> id < deviceIds.size());
    Check.that(
        isOrder,
        "mesh_c4",
        "expected the devices of %s once each, counted from 0, got %s",
        axes,
        deviceIds);
  }

  private static boolean isCounted(List<Long> deviceIds) {
    return LongStream.range(0, deviceIds.size()).allMatch(i -> deviceIds.get((int) i) == i);
  }

  /// Whether this is one device, and what is sharded over it stays there whole.
  public boolean isOneDevice() {
    return axes.isEmpty() && !deviceIds.isEmpty();
  }

  Optional<Axis> axis(String name) {
    return axes.stream().filter(axis -> axis.name().equals(name)).findFirst();
  }

  /// For messages; as it stands in text.
  @Override
  public String toString() {
    String inside = axes.stream().map(Axis::toString).collect(Collectors.joining(", "));
    String ids = deviceIds.isEmpty() ? "" : ", device_ids=" + deviceIds;
    return "<[" + inside + "]" + ids + ">";
  }
}
