package dev.ranvier.runtime.inference;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.inference.ModelInferRequest;
import dev.ranvier.proto.inference.ModelInferRequest.InferInputTensor;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.inference.model.AnswerTensor;
import dev.ranvier.runtime.inference.model.ModelPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads a request for a model, and refuses one that does not fit it with all that is wrong.
final class RequestDecoder {
  private static final String SPIKES = "UINT8";

  private final ServedModel model;
  private final ModelInferRequest request;
  private final List<String> problems = new ArrayList<>();

  /// @param samples of the request
  /// @param inputs by the names of their ports
  record Decoded(int samples, Map<String, byte[]> inputs) {}

  RequestDecoder(ServedModel model, ModelInferRequest request) {
    this.model = model;
    this.request = request;
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT
  Decoded decode() {
    List<ModelPort> ports = model.model().sequences();
    int raw = request.getRawInputContentsCount();
    if (raw > 0 && raw != request.getInputsCount()) {
      problems.add(
          "raw_input_contents: expected one for each of the %d inputs, got %d"
              .formatted(request.getInputsCount(), raw));
      throw refused();
    }
    Map<String, byte[]> inputs = new LinkedHashMap<>();
    long samples = request.getInputsCount() == 0 ? 1 : samplesOf(request.getInputs(0));
    for (int i = 0; i < request.getInputsCount(); i++) {
      InferInputTensor tensor = request.getInputs(i);
      ModelPort port =
          ports.stream()
              .filter(one -> one.name().equals(tensor.getName()))
              .findFirst()
              .orElse(null);
      if (port == null) {
        problems.add(
            "input \"%s\": there is none such; there are %s"
                .formatted(tensor.getName(), names(ports.stream().map(ModelPort::name).toList())));
      } else if (inputs.containsKey(port.name())) {
        problems.add("input \"%s\": it is given twice".formatted(port.name()));
      } else if (fits(tensor, port, samples)) {
        inputs.put(port.name(), contents(tensor, i, port, (int) samples));
      } else {
        inputs.put(port.name(), new byte[0]);
      }
    }
    for (ModelPort port : ports) {
      if (!inputs.containsKey(port.name())) {
        problems.add("input \"%s\": it is missing; give %s".formatted(port.name(), wanted(port)));
      }
    }
    checkOutputs();
    if (!problems.isEmpty()) {
      throw refused();
    }
    return new Decoded((int) samples, inputs);
  }

  private static long samplesOf(InferInputTensor tensor) {
    return tensor.getShapeCount() == 0 ? 0 : tensor.getShape(0);
  }

  private boolean fits(InferInputTensor tensor, ModelPort port, long samples) {
    int before = problems.size();
    if (!tensor.getDatatype().equals(SPIKES)) {
      problems.add(
          "input \"%s\": expected datatype %s, got %s"
              .formatted(port.name(), SPIKES, tensor.getDatatype()));
    }
    List<Long> each = DeviceModel.ofSample(model.model(), port).dims();
    List<Long> shape = tensor.getShapeList();
    boolean shaped = shape.size() == each.size() + 1 && shape.subList(1, shape.size()).equals(each);
    if (!shaped || samplesOf(tensor) < 1 || samplesOf(tensor) != samples) {
      problems.add("input \"%s\": expected %s, got %s".formatted(port.name(), wanted(port), shape));
    } else if (samples > model.largestRequest()) {
      problems.add(
          "input \"%s\": expected at most %d samples, got %d; ask several times"
              .formatted(port.name(), model.largestRequest(), samples));
    }
    return problems.size() == before;
  }

  private byte[] contents(InferInputTensor tensor, int index, ModelPort port, int samples) {
    ArrayType each = DeviceModel.ofSample(model.model(), port);
    long expected = samples * each.bytes();
    if (request.getRawInputContentsCount() > 0) {
      ByteString raw = request.getRawInputContents(index);
      if (tensor.hasContents()) {
        problems.add(
            "input \"%s\": it has contents, and raw_input_contents too; give one of the two"
                .formatted(port.name()));
      }
      return requireLength(port, expected, raw.size()) ? raw.toByteArray() : new byte[0];
    }
    List<Integer> values = tensor.getContents().getUintContentsList();
    if (!requireLength(port, expected, values.size())) {
      return new byte[0];
    }
    byte[] spikes = new byte[values.size()];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (values.get(i) != 0 ? 1 : 0);
    }
    return spikes;
  }

  private boolean requireLength(ModelPort port, long expected, long got) {
    if (got != expected) {
      problems.add(
          "input \"%s\": its shape asks for %d elements, got %d"
              .formatted(port.name(), expected, got));
    }
    return got == expected;
  }

  private void checkOutputs() {
    List<String> known =
        model.description().answer().tensors(model.description().classes()).stream()
            .map(AnswerTensor::name)
            .toList();
    for (var output : request.getOutputsList()) {
      if (!known.contains(output.getName())) {
        problems.add(
            "output \"%s\": there is none such; there are %s"
                .formatted(output.getName(), names(known)));
      }
    }
  }

  private String wanted(ModelPort port) {
    List<Long> each = DeviceModel.ofSample(model.model(), port).dims();
    return "%s [samples, %d steps, %d channels]".formatted(SPIKES, each.getFirst(), each.getLast());
  }

  private static String names(List<String> names) {
    return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
  }

  private io.grpc.StatusRuntimeException refused() {
    return Statuses.wrong(
        "model \"%s\": %s".formatted(model.description().name(), String.join("; ", problems)));
  }
}
