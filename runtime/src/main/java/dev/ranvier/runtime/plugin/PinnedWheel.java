package dev.ranvier.runtime.plugin;

/// One version of a plugin as it is published in a Python wheel, fixed by the hashes of the wheel
/// and of the library in it.
///
/// @param project what pip calls it; also the plugin's name here
/// @param wheelBytes the size of the download
/// @param libraryPath the library's path inside the wheel, and so under an installation's
///   site-packages
public record PinnedWheel(
    String project,
    String version,
    String wheelSha256,
    long wheelBytes,
    String libraryPath,
    String librarySha256) {

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
