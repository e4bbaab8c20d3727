package dev.ranvier.runtime.worker;

import java.util.HexFormat;

/// What machine code depends on, in 256 bits: the module's text, the compile options, the plugin's
/// file, its versions, this processor's features, and what the environment tells XLA.
record ProgramKey(String hex) {
  static ProgramKey of(byte[] moduleSha256, byte[] options, byte[] surroundings) {
    return new ProgramKey(
        HexFormat.of().formatHex(Digests.sha256(moduleSha256, options, surroundings)));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
