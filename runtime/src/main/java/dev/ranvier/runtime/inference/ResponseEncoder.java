package dev.ranvier.runtime.inference;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.inference.InferParameter;
import dev.ranvier.proto.inference.InferTensorContents;
import dev.ranvier.proto.inference.ModelInferRequest;
import dev.ranvier.proto.inference.ModelInferRequest.InferRequestedOutputTensor;
import dev.ranvier.proto.inference.ModelInferResponse;
import dev.ranvier.proto.inference.ModelInferResponse.InferOutputTensor;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.AnswerTensor;
import dev.ranvier.runtime.inference.model.ModelDescription;
import java.util.List;

/// Writes the answer to a request in the form in which the request was: raw bytes, or typed
/// elements.
record ResponseEncoder(ModelDescription model, ModelInferRequest request) {
  /// @param answers for each of the model's answer tensors
  /// @param dropped events, told where there were any
  ModelInferResponse encode(List<HostArray> answers, long dropped) {
    ModelInferResponse.Builder response =
        ModelInferResponse.newBuilder()
            .setModelName(model.name())
            .setModelVersion(model.version())
            .setId(request.getId());
    if (dropped > 0) {
      response.putParameters(
          "dropped_events", InferParameter.newBuilder().setInt64Param(dropped).build());
    }
    List<AnswerTensor> tensors = model.answer().tensors(model.classes());
    List<String> wanted =
        request.getOutputsCount() == 0
            ? tensors.stream().map(AnswerTensor::name).toList()
            : request.getOutputsList().stream()
                .map(InferRequestedOutputTensor::getName)
                .distinct()
                .toList();
    for (String name : wanted) {
      for (int i = 0; i < tensors.size(); i++) {
        if (tensors.get(i).name().equals(name)) {
          add(response, name, answers.get(i));
        }
      }
    }
    return response.build();
  }

  private void add(ModelInferResponse.Builder response, String name, HostArray array) {
    InferOutputTensor.Builder tensor =
        InferOutputTensor.newBuilder()
            .setName(name)
            .setDatatype(Datatypes.of(array.type().dtype()))
            .addAllShape(array.type().dims());
    if (request.getRawInputContentsCount() > 0) {
      response.addRawOutputContents(ByteString.copyFrom(array.data()));
    } else {
      tensor.setContents(contents(array));
    }
    response.addOutputs(tensor);
  }

  private static InferTensorContents contents(HostArray array) {
    InferTensorContents.Builder contents = InferTensorContents.newBuilder();
    if (array.type().dtype() == DType.I32) {
      for (int value : array.ints()) {
        contents.addIntContents(value);
      }
    } else {
      for (float value : array.floats()) {
        contents.addFp32Contents(value);
      }
    }
    return contents.build();
  }
}
