package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.checksum.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// SHA-256 of several things, each with its length, so that no two lists of things look alike.
final class Digests {
  private Digests() {}

  static byte[] sha256(byte[]... parts) {
    MessageDigest digest = Sha256.begin();
    for (byte[] part : parts) {
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
      digest.update(part);
    }
    return digest.digest();
  }
}
