package dev.ranvier.runtime.checksum;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, in 64 hexadecimal digits, lower case.
public final class Sha256 {
  private static final int PIECE = 1 << 20;

  private Sha256() {}

  /// Of what is still to come.
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("this Java has no SHA-256", problem);
    }
  }

  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(begin().digest(bytes));
  }

  public static String of(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream());
    }
  }

  /// Copies, and returns the hash of what was copied.
  public static String copy(InputStream from, OutputStream to) throws IOException {
    MessageDigest digest = begin();
    var out = new DigestOutputStream(to, digest);
    byte[] piece = new byte[PIECE];
    for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
      out.write(piece, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
