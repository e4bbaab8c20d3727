package dev.ranvier.compiler.onnx;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.proto.onnx.ModelProto;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A program as ONNX: one graph for a call, and one, without inputs, that gives what the first call
/// takes.
///
/// Inputs have the names of their ports. What is carried from call to call comes out under the name
/// of the input that takes it next, with `.next` after it; every other output has its role after
/// its name, as states and records share names: `hidden.spikes.record`. `step` is counted on by the
/// host, by the number of steps that the file's metadata say.
///
/// Every op gives the bits that it gives elsewhere, where a runtime keeps to IEEE 754 and to the
/// order of the graph, save: sums of products, whose order is free; transcendental functions;
/// floats that an integer type does not hold; sums of `i32` that overflow; maxima along dimensions
/// and of windows where there is NaN, or nothing above -inf; and the sign of a zero that is
/// selected.
public final class OnnxModel {
  /// The version of ONNX's set of operators: the first that has bits of integers, for the sake of
  /// compilers that know no later one.
  public static final int OPSET = 18;

  private final ModelProto proto;

  private OnnxModel(ModelProto proto) {
    this.proto = proto;
  }

  /// One call of a program.
  ///
  /// @throws OnnxException if there are ops without a counterpart: it has them all
  public static OnnxModel of(Program program) {
    Map<String, String> facts =
        Map.of(
            "target", program.target().name(),
            "steps", String.valueOf(program.settings().steps().count()));
    return of(program.module(), program.signature(), facts);
  }

  /// A lowered module whose `main` takes and gives what a signature says.
  ///
  /// @throws OnnxException if there are ops without a counterpart: it has them all
  public static OnnxModel of(Module module, Signature signature) {
    return of(module, signature, Map.of());
  }

  private static OnnxModel of(Module module, Signature signature, Map<String, String> facts) {
    Drawing drawing = new Drawing(module);
    List<Wire> results = drawing.translate(signature.inputs());
    List<Port> outputs = signature.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Port port = outputs.get(i);
      drawing.give(outputName(port), results.get(i), port.role());
    }
    return new OnnxModel(drawing.model(facts));
  }

  /// What the first call takes beside spikes, under the names of its inputs: the state, step 0, and
  /// the weights and delays that the settings' seed draws.
  ///
  /// @throws OnnxException if there are ops without a counterpart: it has them all
  public static OnnxModel initial(Program program) {
    Signature signature = program.signature();
    Drawing drawing = new Drawing(program.initialModule());
    List<Wire> state = drawing.translate(List.of());
    for (int i = 0; i < state.size(); i++) {
      Port port = signature.carried().get(i);
      drawing.give(port.name(), state.get(i), port.role());
    }
    Map<String, Tensor> constants = new HashMap<>(program.parameters());
    signature.inputs(Role.STEP).forEach(port -> constants.put(port.name(), zero(port)));
    for (Port port : signature.inputs()) {
      Tensor constant = constants.get(port.name());
      if (constant != null) {
        drawing.give(port.name(), drawing.constant(constant), port.role());
      }
    }
    return new OnnxModel(drawing.model(Map.of()));
  }

  private static Tensor zero(Port port) {
    return Tensor.scalar(port.type().element(), 0L);
  }

  /// The name of an output in the graph, where all names differ.
  public static String outputName(Port port) {
    return switch (port.role()) {
      case STATE, COUNT -> port.name() + ".next";
      case STEP, SEQUENCE, PARAMETER, RECORD, LABELS, METRIC ->
          port.name() + "." + port.role().name().toLowerCase(Locale.ROOT);
    };
  }

  /// The file's bytes.
  public byte[] bytes() {
    return proto.toByteArray();
  }
}
