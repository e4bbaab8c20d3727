package dev.ranvier.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of files, in hexadecimal.
final class Sha256 {
  private Sha256() {}

  static String of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream());
    }
  }

  /// Copies, and returns the hash of what was copied.
  static String copy(InputStream from, OutputStream to) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var out = new DigestOutputStream(to, digest);
      byte[] chunk = new byte[1 << 20];
      for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
        out.write(chunk, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("this Java has no SHA-256", problem);
    }
  }
}
