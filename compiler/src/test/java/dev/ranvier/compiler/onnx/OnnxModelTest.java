package dev.ranvier.compiler.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.CbrtOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.proto.onnx.GraphProto;
import dev.ranvier.proto.onnx.ModelProto;
import dev.ranvier.proto.onnx.NodeProto;
import dev.ranvier.proto.onnx.ValueInfoProto;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// What stands in the files, and what cannot.
final class OnnxModelTest {
  private static final TensorType FLOATS = TensorType.of(ElementType.F32, 4, 3);
  private static final TensorType INTEGERS = TensorType.of(ElementType.I32, 4);

  private static Module module(TensorType type, BiFunction<Builder, Value, Value> body) {
    Builder out = new Builder(List.of(type), Location.of("Net.java", 12));
    Value result = body.apply(out, out.arguments().getFirst());
    out.functionReturns(result);
    Location place = Location.of("Net.java", 11);
    return Module.of("net", Function.of("main", true, out.build(), place));
  }

  private static Signature signature(TensorType type) {
    Port state = new Port("cells.voltage", Role.STATE, type);
    return new Signature(List.of(state), List.of(state));
  }

  private static ModelProto file(TensorType type, BiFunction<Builder, Value, Value> body)
      throws InvalidProtocolBufferException {
    return ModelProto.parseFrom(OnnxModel.of(module(type, body), signature(type)).bytes());
  }

  @Test
  void saysWhoMadeItAndWhichOperatorsItUses() throws InvalidProtocolBufferException {
    ModelProto file = file(FLOATS, (out, x) -> out.add(x, x));
    assertThat(file.getProducerName()).isEqualTo("ranvier");
    assertThat(file.getIrVersion()).isEqualTo(8);
    assertThat(file.getOpsetImport(0).getVersion()).isEqualTo(OnnxModel.OPSET).isEqualTo(18);
    assertThat(file.getOpsetImport(0).getDomain()).isEmpty();
  }

  @Test
  void namesInputsByTheirPortsAndOutputsByWhatTakesThemNext()
      throws InvalidProtocolBufferException {
    GraphProto graph = file(FLOATS, (out, x) -> out.add(x, x)).getGraph();
    assertThat(graph.getName()).isEqualTo("net");
    assertThat(graph.getInputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("cells.voltage");
    assertThat(graph.getOutputList())
        .extracting(ValueInfoProto::getName)
        .containsExactly("cells.voltage.next");
    assertThat(OnnxModel.outputName(new Port("cells.voltage", Role.RECORD, FLOATS)))
        .isEqualTo("cells.voltage.record");
  }

  @Test
  void writesANodeForAnOpWithItsJavaLine() throws InvalidProtocolBufferException {
    GraphProto graph = file(FLOATS, (out, x) -> out.multiply(x, x)).getGraph();
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Mul", "Identity");
    assertThat(graph.getNode(0).getDocString()).isEqualTo("Net.java:12");
    assertThat(graph.getNode(0).getInputList()).containsExactly("cells.voltage", "cells.voltage");
  }

  @Test
  void keepsWhatRepeatsOnce() throws InvalidProtocolBufferException {
    GraphProto graph =
        file(
                FLOATS,
                (out, x) -> {
                  Value row = out.splat(TensorType.of(ElementType.F32, 3), 2.0);
                  Value all = out.broadcast(row, FLOATS, 1);
                  return out.add(out.multiply(all, x), out.splat(FLOATS, 2.0));
                })
            .getGraph();
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .containsExactly("Mul", "Add", "Identity");
    assertThat(graph.getInitializerList())
        .singleElement()
        .satisfies(number -> assertThat(number.getRawData().size()).isEqualTo(4));
  }

  @Test
  void namesEveryOpWithoutACounterpartAndItsJavaLine() {
    Module module =
        module(
            INTEGERS,
            (out, x) -> {
              Value quotient = out.divide(x, x);
              out.at(Location.of("Net.java", 13));
              Value root = out.add(new CbrtOp(out.convert(quotient, ElementType.F32)));
              out.at(Location.of("Net.java", 14));
              List<Value> looped =
                  out.whileLoop(
                      List.of(out.convert(root, ElementType.I32)),
                      (inner, _) ->
                          inner.compare(
                              ComparisonDirection.LT,
                              inner.scalar(ElementType.I32, 1L),
                              inner.scalar(ElementType.I32, 0L)),
                      (_, values) -> values);
              return looped.getFirst();
            });
    assertThatThrownBy(() -> OnnxModel.of(module, signature(INTEGERS)))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            """
            module "net" cannot be written as ONNX; use target lpu, another layout or queue:
              stablehlo.divide of [tensor<4xi32>] at Net.java:12: expected an op with a counterpart\
             in ONNX (integers are not divided: by 0 that is left open)
              stablehlo.cbrt of [tensor<4xf32>] at Net.java:13: expected an op with a counterpart\
             in ONNX (there is no cube root)
              stablehlo.while of [tensor<4xi32>] at Net.java:14: expected an op with a counterpart\
             in ONNX (loops and branches are not written)""");
  }

  @Test
  void namesInputsOfTypesThatAreNotWritten() {
    TensorType halves = TensorType.of(ElementType.F16, 4);
    assertThatThrownBy(() -> OnnxModel.of(module(halves, (out, x) -> x), signature(halves)))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining(
            "input cells.voltage of tensor<4xf16>: expected a type", "(f16 is not written)");
  }
}
