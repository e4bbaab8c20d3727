package dev.ranvier.compiler.signature;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ports as attributes of a function's arguments and results: `ranvier.port` and `ranvier.role`. So
/// the IR itself says what each is for, and passes that split or move them write it anew.
public final class PortAttributes {
  private static final String PORT = "ranvier.port";
  private static final String ROLE = "ranvier.role";

  private PortAttributes() {}

  public static Map<String, Attribute> of(String name, Role role) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put(PORT, new Attribute.Text(name));
    attributes.put(ROLE, new Attribute.Text(role.word()));
    return attributes;
  }

  public static boolean isPort(Map<String, Attribute> attributes) {
    return attributes.containsKey(PORT);
  }

  /// The attributes of a part of a port: `in->hidden.queue` and `word0` make
  /// `in->hidden.queue.word0`. What says nothing of a port stays as it is.
  public static Map<String, Attribute> ofPart(Map<String, Attribute> whole, String part) {
    if (!(whole.get(PORT) instanceof Attribute.Text(String name))) {
      return whole;
    }
    Map<String, Attribute> attributes = new LinkedHashMap<>(whole);
    attributes.put(PORT, new Attribute.Text(name + "." + part));
    return attributes;
  }

  /// The name of the port that an argument or a result is.
  public static String nameOf(Map<String, Attribute> attributes) {
    if (attributes.get(PORT) instanceof Attribute.Text(String name)) {
      return name;
    }
    throw new IllegalArgumentException("port: expected one with a name, got " + attributes);
  }

  /// What a function of tensors takes and gives.
  ///
  /// @throws IllegalArgumentException if an argument or a result is not a named port
  public static Signature signatureOf(Function function) {
    return new Signature(
        ports(function.argumentAttributes(), function.type().inputs()),
        ports(function.resultAttributes(), function.type().results()));
  }

  private static List<Port> ports(List<Map<String, Attribute>> attributes, List<Type> types) {
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      ports.add(port(attributes.get(i), types.get(i)));
    }
    return ports;
  }

  private static Port port(Map<String, Attribute> attributes, Type type) {
    if (attributes.get(PORT) instanceof Attribute.Text(String name)
        && attributes.get(ROLE) instanceof Attribute.Text(String role)
        && type instanceof TensorType tensor) {
      return new Port(name, Role.ofWord(role), tensor);
    }
    throw new IllegalArgumentException(
        "port: expected a tensor with a name and a role, got %s with %s"
            .formatted(type, attributes));
  }

  /// The same function without a word of ports, as plugins take it: they refuse attributes of
  /// dialects that they don't know.
  public static Function strip(Function function) {
    return new Function(
        function.name(),
        function.isPublic(),
        function.body(),
        function.argumentAttributes().stream().map(PortAttributes::without).toList(),
        function.resultAttributes().stream().map(PortAttributes::without).toList(),
        function.location());
  }

  private static Map<String, Attribute> without(Map<String, Attribute> attributes) {
    Map<String, Attribute> left = new LinkedHashMap<>(attributes);
    left.remove(PORT);
    left.remove(ROLE);
    return left;
  }
}
