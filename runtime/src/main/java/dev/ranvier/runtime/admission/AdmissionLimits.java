package dev.ranvier.runtime.admission;

/// How large a module may be.
///
/// @param textBytes of StableHLO text
public record AdmissionLimits(long textBytes) {
  public static final AdmissionLimits DEFAULT = new AdmissionLimits(64L << 20);
}
