package dev.ranvier.ir.op;

/// Which way a comparison asks.
public enum ComparisonDirection {
  EQ,
  NE,
  GE,
  GT,
  LE,
  LT
}
