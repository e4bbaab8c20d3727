package dev.ranvier.runtime.admission;

import dev.ranvier.ir.text.Limits;

/// How large a module may be.
///
/// @param textBytes of StableHLO text, before anything of it is read
/// @param parsing what the text may ask of the parser: ops, nesting, constants, ranks and
///   dimensions
public record AdmissionLimits(long textBytes, Limits parsing) {
  public static final AdmissionLimits DEFAULT =
      new AdmissionLimits(Limits.ADMISSION.characters(), Limits.ADMISSION);
}
