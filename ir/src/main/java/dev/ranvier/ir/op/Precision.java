package dev.ranvier.ir.op;

/// How exactly a device is to multiply.
public enum Precision {
  DEFAULT,
  HIGH,
  HIGHEST
}
