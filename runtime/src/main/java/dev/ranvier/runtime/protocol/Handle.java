package dev.ranvier.runtime.protocol;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.HexFormat;

/// 128 random bits that name a session, an executable or an array. Nobody can guess another's.
public record Handle(ByteString bits) {
  private static final int BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static Handle random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Handle(ByteString.copyFrom(bytes));
  }

  /// All of it, as text.
  String hex() {
    return HexFormat.of().formatHex(bits.toByteArray());
  }

  /// The first 32 bits, which are enough for a log and too few for a thief.
  @Override
  public String toString() {
    byte[] first = bits.substring(0, Math.min(4, bits.size())).toByteArray();
    return HexFormat.of().formatHex(first) + "…";
  }
}
