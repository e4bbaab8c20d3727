package dev.ranvier.tests.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.ranvier.compiler.onnx.OnnxModel;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A file of ONNX in ONNX Runtime, on one thread and with all that it optimises by default.
final class OnnxSession implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);

  private final OrtSession session;

  private OnnxSession(OrtSession session) {
    this.session = session;
  }

  static OnnxSession of(OnnxModel model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new OnnxSession(ENVIRONMENT.createSession(model.bytes(), options));
    }
  }

  Set<String> inputs() {
    return session.getInputNames();
  }

  /// What a call gives, by name; to be closed by who calls.
  OrtSession.Result run(Map<String, OnnxTensor> inputs) throws OrtException {
    return session.run(inputs);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  /// ONNX Runtime's Java knows no way to give it `ui32`: those are handed on from what it gave.
  static OnnxTensor of(Tensor tensor) throws OrtException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(tensor.toBytes().length);
    bytes.order(ByteOrder.nativeOrder()).put(tensor.toBytes()).flip();
    long[] shape = tensor.type().dimensions().stream().mapToLong(size -> size).toArray();
    return OnnxTensor.createTensor(ENVIRONMENT, bytes, shape, type(tensor.type().element()));
  }

  private static OnnxJavaType type(ElementType element) {
    return switch (element) {
      case I1 -> OnnxJavaType.BOOL;
      case I8 -> OnnxJavaType.INT8;
      case I16 -> OnnxJavaType.INT16;
      case I32 -> OnnxJavaType.INT32;
      case I64 -> OnnxJavaType.INT64;
      case U8 -> OnnxJavaType.UINT8;
      case F32 -> OnnxJavaType.FLOAT;
      case F64 -> OnnxJavaType.DOUBLE;
      case U16, U32, U64, F8E4M3FN, BF16, F16 ->
          throw new IllegalArgumentException("ONNX Runtime's Java takes no " + element);
    };
  }

  /// A result as a tensor of the type that is expected of it.
  static Tensor read(OnnxTensor found, TensorType expected) {
    long[] shape = expected.dimensions().stream().mapToLong(size -> size).toArray();
    if (!Arrays.equals(found.getInfo().getShape(), shape)) {
      throw new AssertionError(
          "expected %s, got %s".formatted(expected, Arrays.toString(found.getInfo().getShape())));
    }
    ByteBuffer bytes = found.getByteBuffer();
    byte[] copied = new byte[bytes.remaining()];
    bytes.get(copied);
    return Tensor.ofBytes(expected, copied);
  }

  /// The outputs of a call by name.
  static Map<String, OnnxTensor> named(OrtSession.Result result) {
    Map<String, OnnxTensor> named = new LinkedHashMap<>();
    result.forEach(entry -> named.put(entry.getKey(), (OnnxTensor) entry.getValue()));
    return named;
  }
}
