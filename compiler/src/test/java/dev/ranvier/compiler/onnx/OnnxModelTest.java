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
import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.ConvolutionWindow;
import dev.ranvier.ir.op.Literal;
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
              Value bits =
                  out.add(new BitcastConvertOp(quotient, INTEGERS.withElement(ElementType.F32)));
              out.at(Location.of("Net.java", 14));
              List<Value> looped =
                  out.whileLoop(
                      List.of(out.convert(bits, ElementType.I32)),
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
             in ONNX (integers are divided by constants other than 0 and -1 only: else it is\
             left open)
              stablehlo.bitcast_convert of [tensor<4xf32>] at Net.java:13: expected an op with a\
             counterpart in ONNX (bits of i32 are not taken for f32)
              stablehlo.while of [tensor<4xi32>] at Net.java:14: expected an op with a counterpart\
             in ONNX (loops and branches are not written)""");
  }

  @Test
  void writesAConvolutionWithPaddingAsOneNode() throws InvalidProtocolBufferException {
    TensorType pictures = TensorType.of(ElementType.F32, 1, 4, 4, 1);
    TensorType kernels = TensorType.of(ElementType.F32, 3, 3, 1, 1);
    Literal padding = Literal.of(TensorType.of(ElementType.I64, 2, 2), 2L, 0L, 1L, 1L);
    List<Long> ones = List.of(1L, 1L);
    ConvolutionWindow window =
        new ConvolutionWindow(List.of(1L, 2L), padding, ones, ones, List.of(false, false));
    GraphProto graph =
        file(
                pictures,
                (out, x) ->
                    out.add(
                        ConvolutionOp.of(
                            x,
                            out.splat(kernels, 0.5),
                            ConvolutionDimensionNumbers.featuresLast(2),
                            window)))
            .getGraph();
    NodeProto node =
        graph.getNodeList().stream()
            .filter(each -> each.getOpType().equals("Conv"))
            .findFirst()
            .orElseThrow();
    assertThat(node.getDocString()).isEqualTo("Net.java:12");
    assertThat(node.getAttributeList())
        .anySatisfy(
            pads -> {
              assertThat(pads.getName()).isEqualTo("pads");
              assertThat(pads.getIntsList()).containsExactly(2L, 1L, 0L, 1L);
            });
    assertThat(graph.getNodeList())
        .extracting(NodeProto::getOpType)
        .doesNotContain("Pad", "MatMul");
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
