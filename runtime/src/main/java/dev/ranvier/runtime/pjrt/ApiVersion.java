package dev.ranvier.runtime.pjrt;

/// A version of the PJRT C API. Within a major version, later minors only add.
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /// The version whose structs this binding was generated from.
  public static final ApiVersion KNOWN = new ApiVersion(0, 104);

  /// The oldest version that this binding is tested with.
  public static final ApiVersion OLDEST = new ApiVersion(0, 81);

  @Override
  public int compareTo(ApiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
