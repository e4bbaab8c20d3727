package dev.ranvier.compiler.onnx;

import com.google.protobuf.ByteString;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.proto.onnx.AttributeProto;
import dev.ranvier.proto.onnx.AttributeProto.AttributeType;
import dev.ranvier.proto.onnx.GraphProto;
import dev.ranvier.proto.onnx.NodeProto;
import dev.ranvier.proto.onnx.TensorProto;
import dev.ranvier.proto.onnx.TensorShapeProto;
import dev.ranvier.proto.onnx.TypeProto;
import dev.ranvier.proto.onnx.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A graph in the making: nodes in order, constants each written once. Generated names have a slash
/// in them, which names of ports have not.
final class Graph {
  private final GraphProto.Builder proto = GraphProto.newBuilder();
  private final Map<Literal, Wire> constants = new HashMap<>();
  private Location location = Location.UNKNOWN;
  private long constantBytes;

  Graph(String name) {
    proto.setName(name);
  }

  /// From now on, nodes are said to come from `place`.
  void at(Location place) {
    this.location = place;
  }

  GraphProto build() {
    return proto.build();
  }

  /// Bytes of all constants.
  long constantBytes() {
    return constantBytes;
  }

  Wire input(String name, TensorType type, String words) {
    proto.addInput(info(name, type, words));
    return new Wire(name, type);
  }

  /// Makes a tensor an output, under a name of its own.
  void output(String name, Wire wire, String words) {
    proto.addOutput(info(name, wire.type(), words));
    add("Identity", name, List.of(wire));
  }

  private static ValueInfoProto info(String name, TensorType type, String words) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    type.dimensions()
        .forEach(size -> shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder()
            .setElemType(DataTypes.of(type.element()).getNumber())
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .setDocString(words)
        .build();
  }

  /// One node of one result.
  ///
  /// @param operator of ONNX's own set
  Wire node(String operator, TensorType result, List<Wire> operands, AttributeProto... attributes) {
    DataTypes.of(result.element());
    Wire wire = new Wire("v/" + proto.getNodeCount(), result);
    add(operator, wire.name(), operands, attributes);
    return wire;
  }

  Wire node(String operator, TensorType result, Wire... operands) {
    return node(operator, result, List.of(operands));
  }

  /// A node that repeats its operands as needed.
  Wire broadcasting(String operator, ElementType result, Wire... operands) {
    return node(operator, new TensorType(Wire.broadcast(operands), result), operands);
  }

  private void add(
      String operator, String result, List<Wire> operands, AttributeProto... attributes) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(operator.toLowerCase(Locale.ROOT) + "/" + proto.getNodeCount())
            .setOpType(operator)
            .addOutput(result)
            .addAllAttribute(List.of(attributes));
    operands.forEach(operand -> node.addInput(operand.name()));
    if (location.isKnown()) {
      node.setDocString(location.toString());
    }
    proto.addNode(node);
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  /// A constant; the same in every element is one number.
  Wire constant(Literal literal) {
    TensorType type = literal.type();
    return whole(
        literal.isSplat()
            ? Literal.ofBits(TensorType.scalar(type.element()), literal.bits(0))
            : literal);
  }

  /// A constant with all its elements.
  Wire whole(Literal literal) {
    return constants.computeIfAbsent(literal, this::initializer);
  }

  Wire scalar(ElementType element, long value) {
    return constant(Literal.splat(TensorType.scalar(element), value));
  }

  Wire scalar(ElementType element, double value) {
    return constant(Literal.splat(TensorType.scalar(element), value));
  }

  /// A vector of indices or sizes, as operators take them.
  Wire indices(List<Long> values) {
    return whole(
        Literal.ofBits(
            TensorType.of(ElementType.I64, values.size()),
            values.stream().mapToLong(value -> value).toArray()));
  }

  private Wire initializer(Literal literal) {
    TensorType type = literal.type();
    String name = "c/" + proto.getInitializerCount();
    proto.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataTypes.of(type.element()).getNumber())
            .addAllDims(type.dimensions())
            .setRawData(ByteString.copyFrom(Tensor.of(literal).toBytes())));
    constantBytes += type.bytes();
    return new Wire(name, type);
  }
}
