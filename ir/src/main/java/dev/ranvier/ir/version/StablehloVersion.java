package dev.ranvier.ir.version;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of StableHLO: `1.13.3`. What there is to write changes with the second number only.
public record StablehloVersion(int major, int minor, int patch)
    implements Comparable<StablehloVersion> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");

  private static final Comparator<StablehloVersion> ORDER =
      Comparator.comparingInt(StablehloVersion::major)
          .thenComparingInt(StablehloVersion::minor)
          .thenComparingInt(StablehloVersion::patch);

  /// Empty if the text is none.
  public static Optional<StablehloVersion> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new StablehloVersion(part(parts, 1), part(parts, 2), part(parts, 3)))
        : Optional.empty();
  }

  private static int part(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  @Override
  public int compareTo(StablehloVersion other) {
    return ORDER.compare(this, other);
  }

  public boolean isNewerThan(StablehloVersion other) {
    return compareTo(other) > 0;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
