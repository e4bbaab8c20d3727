package dev.ranvier.compiler.parameter;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A stream of random numbers for each parameter, so that a new projection does not change what is
/// drawn for the others.
public final class Streams {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Streams() {}

  /// @param parameter the name of its port
  public static RandomGenerator of(long seed, String parameter) {
    long hash = FNV_OFFSET;
    for (byte letter : parameter.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (letter & 0xFF)) * FNV_PRIME;
    }
    return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ hash);
  }
}
