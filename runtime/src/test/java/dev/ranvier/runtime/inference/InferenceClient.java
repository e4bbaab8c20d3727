package dev.ranvier.runtime.inference;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.inference.GRPCInferenceServiceGrpc;
import dev.ranvier.proto.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingV2Stub;
import dev.ranvier.proto.inference.ModelInferRequest;
import dev.ranvier.proto.inference.ModelInferRequest.InferInputTensor;
import dev.ranvier.proto.inference.ModelInferResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;

/// A plain client of the open inference protocol.
final class InferenceClient implements AutoCloseable {
  private final ManagedChannel channel;
  private final GRPCInferenceServiceBlockingV2Stub stub;

  /// An answer's tensors, as they came.
  record Answer(ModelInferResponse response) {
    int[] classes() {
      return ints(bytes("class"));
    }

    ByteString bytes(String output) {
      for (int i = 0; i < response.getOutputsCount(); i++) {
        if (response.getOutputs(i).getName().equals(output)) {
          return response.getRawOutputContents(i);
        }
      }
      throw new IllegalArgumentException("no output " + output);
    }

    private static int[] ints(ByteString bytes) {
      int[] values = new int[bytes.size() / Integer.BYTES];
      var unused =
          bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
      assert unused != null;
      return values;
    }
  }

  InferenceClient(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    stub = GRPCInferenceServiceGrpc.newBlockingV2Stub(channel);
  }

  GRPCInferenceServiceBlockingV2Stub calls() {
    return stub.withDeadlineAfter(Duration.ofSeconds(60));
  }

  GRPCInferenceServiceBlockingV2Stub calls(Duration deadline) {
    return stub.withDeadlineAfter(deadline);
  }

  ManagedChannel channel() {
    return channel;
  }

  Answer infer(String model, byte[] spikes) throws StatusException {
    return new Answer(calls().modelInfer(request(model, spikes).build()));
  }

  /// @param spikes `[samples, steps, channels]` of one of [SmallModels]
  static ModelInferRequest.Builder request(String model, byte[] spikes) {
    int samples = spikes.length / (SmallModels.STEPS * SmallModels.CHANNELS);
    return ModelInferRequest.newBuilder()
        .setModelName(model)
        .addInputs(
            InferInputTensor.newBuilder()
                .setName("in.spikes")
                .setDatatype("UINT8")
                .addAllShape(
                    Arrays.asList(
                        (long) samples, (long) SmallModels.STEPS, (long) SmallModels.CHANNELS)))
        .addRawInputContents(ByteString.copyFrom(spikes));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
