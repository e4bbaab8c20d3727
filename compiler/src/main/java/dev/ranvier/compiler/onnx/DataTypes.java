package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.proto.onnx.TensorProto.DataType;

/// What element types are called in files.
final class DataTypes {
  private DataTypes() {}

  /// @throws UnwritableOp for types that few runtimes calculate in
  static DataType of(ElementType element) {
    return switch (element) {
      case I1 -> DataType.BOOL;
      case I8 -> DataType.INT8;
      case I16 -> DataType.INT16;
      case I32 -> DataType.INT32;
      case I64 -> DataType.INT64;
      case U8 -> DataType.UINT8;
      case U16 -> DataType.UINT16;
      case U32 -> DataType.UINT32;
      case F32 -> DataType.FLOAT;
      case F64 -> DataType.DOUBLE;
      case U64, F8E4M3FN, BF16, F16 ->
          throw new UnwritableOp("%s is not written".formatted(element));
    };
  }
}
