package dev.ranvier.compiler.plan;

/// A layout that a projection could have.
///
/// @param layout its name, as `Placements` knows it
/// @param nanoseconds what a step is estimated to cost
/// @param bytes what the events under way take
/// @param ifAsked whether it is only had by who asks for it, as it is made of what the target is
///   bad at
/// @param why in words
public record Choice(String layout, double nanoseconds, long bytes, boolean ifAsked, String why) {
  Choice(String layout, double nanoseconds, long bytes, String why) {
    this(layout, nanoseconds, bytes, false, why);
  }

  /// The same, for who asks for it.
  Choice onlyIfAsked() {
    return new Choice(layout, nanoseconds, bytes, true, why);
  }

  @Override
  public String toString() {
    return "%s (about %.3g us a step, %s)".formatted(layout, nanoseconds / 1000, size());
  }

  private String size() {
    return bytes < 10_000 ? bytes + " B" : "%.3g MB".formatted(bytes / 1e6);
  }
}
