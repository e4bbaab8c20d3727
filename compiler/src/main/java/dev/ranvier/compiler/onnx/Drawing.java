package dev.ranvier.compiler.onnx;

import dev.ranvier.compiler.pass.InlineCalls;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.proto.onnx.ModelProto;
import dev.ranvier.proto.onnx.OperatorSetIdProto;
import dev.ranvier.proto.onnx.StringStringEntryProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One file in the making: the inputs, the nodes of a module's `main`, the outputs.
final class Drawing {
  /// The version of the file format that came with the set of operators.
  private static final int IR_VERSION = 8;

  private final Function main;
  private final String name;
  private final Graph graph;
  private final List<String> problems = new ArrayList<>();

  Drawing(Module module) {
    this.name = module.name();
    this.main = InlineCalls.in(module, module.function("main").orElseThrow());
    this.graph = new Graph(name);
  }

  /// Writes the nodes.
  ///
  /// @return what the function gives
  /// @throws OnnxException if an op has no counterpart: it has them all
  List<Wire> translate(List<Port> inputs) {
    Translation translation = new Translation(graph);
    for (int i = 0; i < inputs.size(); i++) {
      translation.bind(main.body().arguments().get(i), input(inputs.get(i)));
    }
    List<Wire> results = translation.body(main.body());
    problems.addAll(translation.problems());
    if (!problems.isEmpty()) {
      throw new OnnxException(
          "module \"%s\" cannot be written as ONNX; use target lpu, another layout or queue:\n  %s"
              .formatted(name, String.join("\n  ", problems)));
    }
    graph.at(Location.UNKNOWN);
    return results;
  }

  private Wire input(Port port) {
    try {
      return graph.input(port.name(), port.type(), words(port.role()));
    } catch (UnwritableOp problem) {
      problems.add(
          "input %s of %s: expected a type that is written as ONNX (%s)"
              .formatted(port.name(), port.type(), problem.reason()));
      return new Wire(port.name(), port.type());
    }
  }

  Wire constant(Tensor value) {
    return graph.whole(value.toLiteral());
  }

  void give(String output, Wire wire, Role role) {
    graph.output(output, wire, words(role));
  }

  private static String words(Role role) {
    return switch (role) {
      case STEP -> "the number of the first step: 0, then where the last call stopped";
      case SEQUENCE -> "spikes, not 0 where there is one: [steps, batch, channels]";
      case STATE, COUNT -> role.name().toLowerCase(Locale.ROOT) + ": carried from call to call";
      case PARAMETER, RECORD, LABELS, METRIC -> role.name().toLowerCase(Locale.ROOT);
    };
  }

  /// @param facts metadata of the file
  ModelProto model(Map<String, String> facts) {
    if (graph.constantBytes() > Integer.MAX_VALUE) {
      throw new OnnxException(
          "module \"%s\" as ONNX: expected constants of at most 2 GiB, which is all that a file holds, got %d bytes; take a smaller batch or network"
              .formatted(name, graph.constantBytes()));
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("ranvier")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OnnxModel.OPSET))
            .setGraph(graph.build());
    new TreeMap<>(facts)
        .forEach(
            (key, value) ->
                model.addMetadataProps(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
