package dev.ranvier.ir.op;

/// How random numbers are spread.
public enum RngDistribution {
  UNIFORM,
  NORMAL
}
