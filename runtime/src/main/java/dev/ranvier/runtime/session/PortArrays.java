package dev.ranvier.runtime.session;

import dev.ranvier.compiler.signature.Port;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.RuntimeFailure.WrongArgument;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Between the compiler's words for what a program takes and gives, and the runtime's.
final class PortArrays {
  private PortArrays() {}

  static ArrayType typeOf(Port port) {
    return typeOf(port.type());
  }

  static HostArray of(Tensor tensor) {
    return HostArray.ofBytes(typeOf(tensor.type()), tensor.toBytes());
  }

  /// @throws WrongArgument if a name is none of the ports'
  static void requireKnown(String what, Collection<String> names, List<Port> ports) {
    List<String> known = ports.stream().map(Port::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new WrongArgument(
            "%s \"%s\": the network has none such; it has %s".formatted(what, name, listed(known)),
            null);
      }
    }
  }

  /// @throws WrongArgument if the types differ
  static void requireType(String what, String name, ArrayType expected, ArrayType got) {
    if (!expected.equals(got)) {
      throw new WrongArgument(
          "%s \"%s\": expected %s, got %s".formatted(what, name, expected, got), null);
    }
  }

  static String listed(Collection<String> names) {
    return names.isEmpty()
        ? "none"
        : names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
  }

  private static ArrayType typeOf(TensorType type) {
    DType dtype =
        DType.ofSpelling(type.element().spelling())
            .orElseThrow(() -> new IllegalStateException("no dtype is spelled " + type.element()));
    return new ArrayType(dtype, type.dimensions());
  }
}
