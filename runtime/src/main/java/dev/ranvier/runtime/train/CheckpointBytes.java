package dev.ranvier.runtime.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// What writer and reader of a checkpoint's file share: the length in front of the header, and
/// where the checksum lies in it.
final class CheckpointBytes {
  static final int LENGTH_BYTES = 8;

  /// As it is nowhere else in the header: a quotation mark inside a text has a backslash before it.
  private static final String BEFORE_CHECKSUM = "\"" + CheckpointHeader.CHECKSUM + "\":\"";

  private CheckpointBytes() {}

  static ByteBuffer length(int headerBytes) {
    return ByteBuffer.allocate(LENGTH_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerBytes)
        .flip();
  }

  /// Where in a header the 64 digits of the checksum begin; empty if it has none.
  static OptionalInt checksumAt(byte[] header) {
    // One character a byte.
    String text = new String(header, StandardCharsets.ISO_8859_1);
    int before = text.indexOf(BEFORE_CHECKSUM);
    int at = before + BEFORE_CHECKSUM.length();
    boolean whole = before >= 0 && at + CheckpointHeader.NO_CHECKSUM.length() <= header.length;
    return whole ? OptionalInt.of(at) : OptionalInt.empty();
  }

  static void putChecksum(byte[] header, int at, String checksum) {
    byte[] digits = checksum.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, header, at, digits.length);
  }
}
