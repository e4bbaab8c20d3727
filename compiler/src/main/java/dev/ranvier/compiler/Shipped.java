package dev.ranvier.compiler;

import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.version.NeededVersion;

/// Modules as they leave the compiler: without a word of ports, stamped with the version of
/// StableHLO that they need.
final class Shipped {
  private Shipped() {}

  static Module of(Module lowered) {
    return NeededVersion.stamped(
        lowered.withFunctions(lowered.functions().stream().map(PortAttributes::strip).toList()));
  }
}
