package dev.ranvier.runtime.inference;

import dev.ranvier.proto.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.ranvier.proto.inference.ModelInferRequest;
import dev.ranvier.proto.inference.ModelInferResponse;
import dev.ranvier.proto.inference.ModelMetadataRequest;
import dev.ranvier.proto.inference.ModelMetadataResponse;
import dev.ranvier.proto.inference.ModelMetadataResponse.TensorMetadata;
import dev.ranvier.proto.inference.ModelReadyRequest;
import dev.ranvier.proto.inference.ModelReadyResponse;
import dev.ranvier.proto.inference.ServerLiveRequest;
import dev.ranvier.proto.inference.ServerLiveResponse;
import dev.ranvier.proto.inference.ServerMetadataRequest;
import dev.ranvier.proto.inference.ServerMetadataResponse;
import dev.ranvier.proto.inference.ServerReadyRequest;
import dev.ranvier.proto.inference.ServerReadyResponse;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.AnswerTensor;
import dev.ranvier.runtime.inference.model.ModelDescription;
import dev.ranvier.runtime.inference.model.ModelPort;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;

/// The calls of the open inference protocol.
final class InferenceService extends GRPCInferenceServiceImplBase {
  private static final long ANY = -1;

  private final Map<String, ServedModel> models;

  InferenceService(Map<String, ServedModel> models) {
    this.models = models;
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> reply) {
    answer(reply, ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> reply) {
    boolean ready = models.values().stream().allMatch(ServedModel::isReady);
    answer(reply, ServerReadyResponse.newBuilder().setReady(ready).build());
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> reply) {
    try {
      boolean ready = model(request.getName(), request.getVersion()).isReady();
      answer(reply, ModelReadyResponse.newBuilder().setReady(ready).build());
    } catch (StatusRuntimeException refusal) {
      reply.onError(refusal);
    }
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> reply) {
    answer(
        reply,
        ServerMetadataResponse.newBuilder()
            .setName("ranvier")
            .setVersion(InferenceServer.version())
            .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> reply) {
    try {
      answer(reply, metadata(model(request.getName(), request.getVersion())));
    } catch (StatusRuntimeException refusal) {
      reply.onError(refusal);
    }
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> reply) {
    var call = (ServerCallStreamObserver<ModelInferResponse>) reply;
    try {
      ServedModel model = model(request.getModelName(), request.getModelVersion());
      RequestDecoder.Decoded decoded = new RequestDecoder(model, request).decode();
      var encoder = new ResponseEncoder(model.description(), request);
      Pending pending =
          new Pending(
              decoded.samples(),
              decoded.inputs(),
              Context.current().getDeadline(),
              new Replies(call, encoder));
      call.setOnCancelHandler(() -> model.leave(pending));
      model.add(pending);
    } catch (StatusRuntimeException refusal) {
      reply.onError(refusal);
    }
  }

  /// Hands the answer of a request to its call; a call that is gone meanwhile is no fault.
  private record Replies(ServerCallStreamObserver<ModelInferResponse> call, ResponseEncoder encoder)
      implements Pending.Caller {
    @Override
    public void answered(List<HostArray> answers, long dropped) {
      if (!call.isCancelled()) {
        answer(call, encoder.encode(answers, dropped));
      }
    }

    @Override
    public void failed(StatusRuntimeException status) {
      if (!call.isCancelled()) {
        call.onError(status);
      }
    }
  }

  private ServedModel model(String name, String version) {
    ServedModel model = models.get(name);
    if (model == null) {
      throw Statuses.unknown(
          "model \"%s\": it is not served here; there are %s".formatted(name, models.keySet()));
    }
    if (!version.isEmpty() && !version.equals(model.description().version())) {
      throw Statuses.unknown(
          "model \"%s\": version \"%s\" is not served here; there is \"%s\""
              .formatted(name, version, model.description().version()));
    }
    return model;
  }

  private static ModelMetadataResponse metadata(ServedModel model) {
    ModelDescription description = model.description();
    ModelMetadataResponse.Builder metadata =
        ModelMetadataResponse.newBuilder()
            .setName(description.name())
            .addVersions(description.version())
            .setPlatform("ranvier_" + description.target());
    for (ModelPort port : model.model().sequences()) {
      metadata.addInputs(tensor(port.name(), DeviceModel.ofSample(model.model(), port)));
    }
    for (AnswerTensor tensor : description.answer().tensors(description.classes())) {
      metadata.addOutputs(tensor(tensor.name(), tensor.each()));
    }
    return metadata.build();
  }

  private static TensorMetadata tensor(String name, ArrayType each) {
    return TensorMetadata.newBuilder()
        .setName(name)
        .setDatatype(Datatypes.of(each.dtype()))
        .addShape(ANY)
        .addAllShape(each.dims())
        .build();
  }

  private static <T> void answer(StreamObserver<T> reply, T message) {
    reply.onNext(message);
    reply.onCompleted();
  }
}
