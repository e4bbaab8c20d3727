package dev.ranvier.runtime.worker;

import java.nio.file.Path;
import java.util.Random;

/// A process that stores the same entry again and again, beside others that do.
final class StoredCodeWriter {
  private static final int TIMES = 20;
  private static final int BYTES = 1 << 20;

  private StoredCodeWriter() {}

  public static void main(String[] arguments) {
    StoredCode code = new StoredCode(CacheFolder.at(Path.of(arguments[0])));
    ProgramKey key = new ProgramKey(arguments[1]);
    for (int i = 0; i < TIMES; i++) {
      code.write(key, code());
      if (code.takeDamaged() > 0 || code.read(key).isEmpty()) {
        System.exit(1);
      }
    }
  }

  static byte[] code() {
    byte[] bytes = new byte[BYTES];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
