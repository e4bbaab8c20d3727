package dev.ranvier.runtime;

import dev.ranvier.compiler.Settings;

/// A class of the runtime's package, on the stack between a user and the compiler.
public final class Between {
  private Between() {}

  public static Settings settings() {
    return Settings.batch(1);
  }
}
