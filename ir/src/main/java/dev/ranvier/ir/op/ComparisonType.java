package dev.ranvier.ir.op;

/// The order by which a comparison asks. `TOTALORDER` also orders NaN and signed zeros.
public enum ComparisonType {
  FLOAT,
  TOTALORDER,
  SIGNED,
  UNSIGNED
}
