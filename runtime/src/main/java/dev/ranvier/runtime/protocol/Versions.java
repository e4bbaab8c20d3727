package dev.ranvier.runtime.protocol;

import dev.ranvier.proto.runtime.v1.VersionRange;
import java.util.OptionalInt;

/// A closed range of protocol versions. Written `1..3`.
public record Versions(int oldest, int newest) {
  /// What this build speaks, as client, server and worker.
  public static final Versions SUPPORTED = new Versions(1, 1);

  public static Versions of(VersionRange range) {
    return new Versions(range.getOldest(), range.getNewest());
  }

  /// The newest version in both ranges; empty where they do not meet.
  public OptionalInt agree(Versions other) {
    int newestInBoth = Math.min(newest, other.newest);
    return newestInBoth >= Math.max(oldest, other.oldest)
        ? OptionalInt.of(newestInBoth)
        : OptionalInt.empty();
  }

  public VersionRange toWire() {
    return VersionRange.newBuilder().setOldest(oldest).setNewest(newest).build();
  }

  @Override
  public String toString() {
    return oldest + ".." + newest;
  }
}
