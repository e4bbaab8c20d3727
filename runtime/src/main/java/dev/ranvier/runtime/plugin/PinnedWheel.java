package dev.ranvier.runtime.plugin;

import java.util.List;
import java.util.Optional;

/// One version of a plugin as it is published in a Python wheel, fixed by the hashes of the wheel
/// and of the library in it.
///
/// @param project what pip calls it; also the plugin's name here
/// @param wheelBytes the size of the download
/// @param libraryPath the library's path inside the wheel, and so under an installation's
///   site-packages
/// @param tags what the wheel was built for, if pip wouldn't take it unasked; only its library is
///   used, which no Python is needed for
public record PinnedWheel(
    String project,
    String version,
    String wheelSha256,
    long wheelBytes,
    String libraryPath,
    String librarySha256,
    Optional<Tags> tags) {
  /// A wheel that fits whatever Python there is.
  public PinnedWheel(
      String project,
      String version,
      String wheelSha256,
      long wheelBytes,
      String libraryPath,
      String librarySha256) {
    this(project, version, wheelSha256, wheelBytes, libraryPath, librarySha256, Optional.empty());
  }

  /// One of several wheels of a version: `cp311`, `manylinux_2_31_x86_64`.
  ///
  /// @param python the version of CPython: `3.11`
  public record Tags(String python, String abi, String platform) {
    /// What lets pip take the wheel whatever Python runs it.
    List<String> pipOptions() {
      return List.of(
          "--python-version",
          python,
          "--implementation",
          "cp",
          "--abi",
          abi,
          "--platform",
          platform);
    }
  }

  /// The line of a requirements file that lets pip take this wheel and no other.
  String requirement() {
    return project + "==" + version + " --hash=sha256:" + wheelSha256;
  }

  String libraryFile() {
    return libraryPath.substring(libraryPath.lastIndexOf('/') + 1);
  }

  /// The name of its folder in the cache.
  String folder() {
    return project + "-" + version;
  }

  @Override
  public String toString() {
    return project + " " + version;
  }
}
