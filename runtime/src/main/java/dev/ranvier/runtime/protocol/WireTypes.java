package dev.ranvier.runtime.protocol;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import java.util.List;

/// Array types to and from the wire. What comes from the wire is not trusted.
public final class WireTypes {
  private static final int LARGEST_RANK = 32;

  private WireTypes() {}

  public static dev.ranvier.proto.runtime.v1.ArrayType toWire(ArrayType type) {
    return dev.ranvier.proto.runtime.v1.ArrayType.newBuilder()
        .setDtype(toWire(type.dtype()))
        .addAllDims(type.dims())
        .build();
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT for a type that no array can have
  public static ArrayType fromWire(dev.ranvier.proto.runtime.v1.ArrayType type) {
    List<Long> dims = type.getDimsList();
    if (dims.size() > LARGEST_RANK) {
      throw Failures.request(
          "array type: expected rank at most %d, got %d".formatted(LARGEST_RANK, dims.size()));
    }
    // Zero dimensions must not hide that the others overflow: plugins multiply them without
    // looking.
    long bytes = 16;
    for (long dim : dims) {
      long atLeastOne = Math.max(1, dim);
      if (dim < 0 || Math.multiplyHigh(bytes, atLeastOne) != 0 || bytes * atLeastOne < 0) {
        throw Failures.request("array type: no array has the dimensions " + dims);
      }
      bytes *= atLeastOne;
    }
    return new ArrayType(fromWire(type.getDtype()), dims);
  }

  private static dev.ranvier.proto.runtime.v1.DType toWire(DType dtype) {
    return switch (dtype) {
      case I1 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_I1;
      case I8 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_I8;
      case I16 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_I16;
      case I32 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_I32;
      case I64 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_I64;
      case U8 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_U8;
      case U16 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_U16;
      case U32 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_U32;
      case U64 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_U64;
      case F8E4M3FN -> dev.ranvier.proto.runtime.v1.DType.DTYPE_F8E4M3FN;
      case BF16 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_BF16;
      case F16 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_F16;
      case F32 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_F32;
      case F64 -> dev.ranvier.proto.runtime.v1.DType.DTYPE_F64;
    };
  }

  private static DType fromWire(dev.ranvier.proto.runtime.v1.DType dtype) {
    return switch (dtype) {
      case DTYPE_I1 -> DType.I1;
      case DTYPE_I8 -> DType.I8;
      case DTYPE_I16 -> DType.I16;
      case DTYPE_I32 -> DType.I32;
      case DTYPE_I64 -> DType.I64;
      case DTYPE_U8 -> DType.U8;
      case DTYPE_U16 -> DType.U16;
      case DTYPE_U32 -> DType.U32;
      case DTYPE_U64 -> DType.U64;
      case DTYPE_F8E4M3FN -> DType.F8E4M3FN;
      case DTYPE_BF16 -> DType.BF16;
      case DTYPE_F16 -> DType.F16;
      case DTYPE_F32 -> DType.F32;
      case DTYPE_F64 -> DType.F64;
      case DTYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw Failures.request("array type: expected a dtype that this runtime knows, got none");
    };
  }
}
