package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.array.DType;

/// What the open inference protocol calls element types.
final class Datatypes {
  private Datatypes() {}

  static String of(DType dtype) {
    return switch (dtype) {
      case I1 -> "BOOL";
      case I8 -> "INT8";
      case I16 -> "INT16";
      case I32 -> "INT32";
      case I64 -> "INT64";
      case U8 -> "UINT8";
      case U16 -> "UINT16";
      case U32 -> "UINT32";
      case U64 -> "UINT64";
      case F8E4M3FN -> "FP8";
      case BF16 -> "BF16";
      case F16 -> "FP16";
      case F32 -> "FP32";
      case F64 -> "FP64";
    };
  }
}
