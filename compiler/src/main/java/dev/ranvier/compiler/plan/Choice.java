package dev.ranvier.compiler.plan;

/// A layout that a projection could have.
///
/// @param layout its name, as `Placements` knows it
/// @param nanoseconds what a step is estimated to cost
/// @param bytes what the events under way take
/// @param why in words
public record Choice(String layout, double nanoseconds, long bytes, String why) {
  @Override
  public String toString() {
    return "%s (about %.3g us a step, %s)".formatted(layout, nanoseconds / 1000, size());
  }

  private String size() {
    return bytes < 10_000 ? bytes + " B" : "%.3g MB".formatted(bytes / 1e6);
  }
}
