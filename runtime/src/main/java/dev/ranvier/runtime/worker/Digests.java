package dev.ranvier.runtime.worker;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of several things, each with its length, so that no two lists of things look alike.
final class Digests {
  private Digests() {}

  static byte[] sha256(byte[]... parts) {
    MessageDigest digest = begin();
    for (byte[] part : parts) {
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
      digest.update(part);
    }
    return digest.digest();
  }

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
