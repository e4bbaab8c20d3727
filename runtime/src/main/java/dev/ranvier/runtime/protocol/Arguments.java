package dev.ranvier.runtime.protocol;

import dev.ranvier.runtime.array.ArrayType;
import java.util.List;
import java.util.Optional;

/// Holds arrays against what a program's `main` takes. Plugins check no more than the number of
/// bytes, so the client asks here before it sends anything, and the server before its worker sees
/// anything.
public final class Arguments {
  private Arguments() {}

  /// What is wrong with the number of arguments, if anything.
  public static Optional<String> countMismatch(String program, int expected, int got) {
    return expected == got
        ? Optional.empty()
        : Optional.of(
            "program \"%s\": expected %s, got %d; pass one array for each argument of main"
                .formatted(program, expected == 1 ? "1 argument" : expected + " arguments", got));
  }

  /// What is wrong with one argument, if anything.
  ///
  /// @param index from 0
  /// @param name empty if the argument has none
  public static Optional<String> mismatch(
      int index, String name, ArrayType expected, ArrayType got) {
    return expected.equals(got)
        ? Optional.empty()
        : Optional.of(
            "argument %s: expected %s, got %s; %s"
                .formatted(label(index, name), expected, got, mend(expected, got)));
  }

  /// An argument as messages name it: `1 "weights"`.
  public static String label(int index, String name) {
    return name.isEmpty() ? String.valueOf(index) : "%d \"%s\"".formatted(index, name);
  }

  private static String mend(ArrayType expected, ArrayType got) {
    if (expected.dtype() != got.dtype()) {
      return "convert its values to " + expected.dtype();
    }
    boolean sameDims =
        expected.dims().stream().sorted().toList().equals(got.dims().stream().sorted().toList());
    return sameDims ? "transpose it" : elements(expected.dims(), got.dims());
  }

  private static String elements(List<Long> expected, List<Long> got) {
    return product(expected) == product(got)
        ? "reshape it"
        : "pass an array of %d elements".formatted(product(expected));
  }

  private static long product(List<Long> dims) {
    return dims.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }
}
