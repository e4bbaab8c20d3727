package dev.ranvier.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// One version of a package as npm publishes it, fixed by the hash of its archive.
///
/// @param integrity as npm writes it: `sha512-` and the hash in base 64
record NpmPackage(String name, String version, String integrity) {
  /// What npm is asked for.
  String specification() {
    return name + "@" + version;
  }

  /// What npm calls the archive.
  String archive() {
    return name + "-" + version + ".tgz";
  }

  /// Whether a file is the archive.
  boolean isGenuine(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
      return ("sha512-" + Base64.getEncoder().encodeToString(hash)).equals(integrity);
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("this Java has no SHA-512", problem);
    }
  }

  @Override
  public String toString() {
    return "npm package " + specification();
  }
}
