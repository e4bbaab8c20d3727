package dev.ranvier.compiler.schedule;

import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.Function;
import java.util.Locale;

/// What one call of a program needs, its ops taken in the order of the text.
///
/// @param steps of a call
/// @param ops of a call
/// @param depth the longest chain of ops of which each needs the one before
/// @param liveBytes the most that values take at a time, weights left out
/// @param weightBytes of weights, delays and all that is a parameter or computed of parameters
///   alone
/// @param stateBytes that the host hands on from call to call
public record Schedule(
    int steps, long ops, long depth, long liveBytes, long weightBytes, long stateBytes) {
  /// @param main without calls: its ops are those that run
  public static Schedule of(Function main, Signature signature, int steps) {
    Liveness liveness = Liveness.of(main, signature);
    return new Schedule(
        steps,
        liveness.ops(),
        liveness.depth(),
        liveness.peak(),
        liveness.fixedBytes()
            + signature.inputs(Role.PARAMETER).stream()
                .mapToLong(port -> port.type().bytes())
                .sum(),
        signature.carried().stream().mapToLong(port -> port.type().bytes()).sum());
  }

  /// Whether weights stay on the chip beside all else; else they are streamed in every call.
  public boolean weightsStay(long memory) {
    return weightBytes + liveBytes <= memory;
  }

  public boolean fits(long memory) {
    return liveBytes <= memory;
  }

  /// By how much populations could grow and still fit with their weights, which grow by the square
  /// of it where synapses are dense.
  public double room(long memory) {
    double linear = liveBytes;
    double square = weightBytes;
    return square == 0
        ? memory / linear
        : (Math.sqrt(linear * linear + 4 * square * memory) - linear) / (2 * square);
  }

  /// In words, a line for each.
  public String words(long memory) {
    String fits =
        fits(memory)
            ? "yes"
            : "no: %s more than there are; use a smaller batch, or fewer steps a call"
                .formatted(size(liveBytes - memory));
    return String.format(
        Locale.ROOT,
        """
        schedule of a call of %d steps
          ops:       %,d, %,d a step; the longest chain has %,d
          live:      %s at most, of %s on the chip; fits: %s
          weights:   %s, %s
          state:     %s that the host hands on
          room:      populations of %.3g times the size would fit, weights beside them
        """,
        steps,
        ops,
        Math.ceilDiv(ops, steps),
        depth,
        size(liveBytes),
        size(memory),
        fits,
        size(weightBytes),
        weightsStay(memory) ? "which stay on the chip" : "which are streamed in every call",
        size(stateBytes),
        room(memory));
  }

  private static String size(long bytes) {
    return bytes < 10_000
        ? bytes + " B"
        : String.format(Locale.ROOT, "%.3g MiB", bytes / (double) (1 << 20));
  }
}
