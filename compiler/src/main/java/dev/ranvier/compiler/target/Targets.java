package dev.ranvier.compiler.target;

import dev.ranvier.compiler.queue.Need;
import dev.ranvier.ir.device.TakenOps;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// THE list of targets.
public final class Targets {
  private static final Set<Need> ALL_NEEDS = Set.of(Need.DYNAMIC_SLICE, Need.SORT);

  /// The on-chip memory of the first streaming chips, 220 MiB.
  private static final long LPU_BYTES = 220L << 20;

  /// A processor with vector registers and caches: spikes are walked through one by one, queues are
  /// in bits and narrow integers, and in rows that are written in place.
  private static final Target CPU =
      new Target(
          "cpu",
          TakenOps.XLA,
          ALL_NEEDS,
          Doubles.NATIVE,
          TimeLoops.ONE_KERNEL,
          true,
          false,
          true,
          Prices.CPU,
          true,
          false,
          Optional.empty());

  /// Wide and fast at whatever is the same for all elements.
  private static final Target GPU =
      new Target(
          "gpu",
          TakenOps.XLA,
          ALL_NEEDS,
          Doubles.NATIVE,
          TimeLoops.WHILE,
          false,
          false,
          true,
          Prices.GPU,
          true,
          false,
          Optional.empty());

  /// Matrix units and vectors, and scalars that are slow: nothing is looked up one by one.
  private static final Target TPU =
      new Target(
          "tpu",
          TakenOps.XLA_WITHOUT_DOUBLES,
          ALL_NEEDS,
          Doubles.SINGLE,
          TimeLoops.WHILE,
          false,
          true,
          false,
          Prices.TPU,
          false,
          true,
          Optional.empty());

  /// A chip whose schedule is fixed when the program is compiled.
  private static final Target LPU =
      new Target(
          "lpu",
          TakenOps.STREAMING,
          Set.of(),
          Doubles.PAIRS,
          TimeLoops.UNROLLED,
          false,
          false,
          false,
          Prices.LPU,
          false,
          false,
          Optional.of(LPU_BYTES));

  private static final List<Target> ALL = List.of(CPU, GPU, TPU, LPU);

  private Targets() {}

  public static Target cpu() {
    return CPU;
  }

  public static Target gpu() {
    return GPU;
  }

  public static Target tpu() {
    return TPU;
  }

  public static Target lpu() {
    return LPU;
  }

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
                new TargetException("target \"%s\": expected one of %s".formatted(name, names())));
  }

  private static String names() {
    return ALL.stream().map(Target::name).collect(Collectors.joining(", "));
  }
}
