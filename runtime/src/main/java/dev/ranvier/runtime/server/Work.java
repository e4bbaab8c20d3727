package dev.ranvier.runtime.server;

/// What a call keeps busy.
enum Work {
  /// Compilers and devices.
  COMPUTATION("computations"),

  /// The way to and from the devices.
  TRANSFER("transfers");

  private final String plural;

  Work(String plural) {
    this.plural = plural;
  }

  String plural() {
    return plural;
  }
}
