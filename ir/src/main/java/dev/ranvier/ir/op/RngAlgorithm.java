package dev.ranvier.ir.op;

/// A generator of random bits (Salmon et al. 2011); `DEFAULT` is the device's choice.
public enum RngAlgorithm {
  DEFAULT,
  THREE_FRY,
  PHILOX
}
