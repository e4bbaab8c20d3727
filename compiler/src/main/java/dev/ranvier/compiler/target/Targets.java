package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.Need;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// THE list of targets.
public final class Targets {
  private static final List<Target> ALL =
      List.of(
          new Cpu(),
          new NotBuilt("gpu", TakenOps.XLA, Set.of(Need.DYNAMIC_SLICE, Need.SORT)),
          new NotBuilt("tpu", TakenOps.XLA_WITHOUT_DOUBLES, Set.of(Need.DYNAMIC_SLICE, Need.SORT)),
          new NotBuilt("lpu", TakenOps.STREAMING, Set.of()));

  private Targets() {}

  public static Target cpu() {
    return named("cpu");
  }

  public static Target gpu() {
    return named("gpu");
  }

  public static Target tpu() {
    return named("tpu");
  }

  public static Target lpu() {
    return named("lpu");
  }

  /// Every target, built or not.
  public static List<Target> all() {
    return ALL;
  }

  /// @throws TargetException if there is none of that name
  public static Target named(String name) {
    return ALL.stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TargetException(
                    "target \"%s\": expected one of %s".formatted(name, names(ALL))));
  }

  /// @return the target itself
  /// @throws TargetException if it is only planned
  public static Target requireBuilt(Target target) {
    return switch (target) {
      case Cpu cpu -> cpu;
      case NotBuilt planned -> throw notBuilt(planned);
    };
  }

  static TargetException notBuilt(NotBuilt target) {
    List<Target> built = ALL.stream().filter(Cpu.class::isInstance).toList();
    return new TargetException(
        "target \"%s\": not built yet; use one of %s".formatted(target.name(), names(built)));
  }

  private static String names(List<Target> targets) {
    return targets.stream().map(Target::name).collect(Collectors.joining(", "));
  }
}
