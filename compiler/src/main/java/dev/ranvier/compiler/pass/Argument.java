package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// A named argument or result of a program's function.
record Argument(String name, Role role, Type type) {
  static Argument of(String name, Role role, ElementType element, long... dimensions) {
    return new Argument(name, role, TensorType.of(element, dimensions));
  }

  static Argument parameter(String name, ElementType element, long... dimensions) {
    return of(name, Role.PARAMETER, element, dimensions);
  }

  Argument as(Role other) {
    return new Argument(name, other, type);
  }

  TensorType tensorType() {
    return (TensorType) type;
  }

  static List<Type> types(List<Argument> arguments) {
    return arguments.stream().map(Argument::type).toList();
  }

  static List<Map<String, Attribute>> attributes(List<Argument> arguments) {
    return arguments.stream().map(one -> PortAttributes.of(one.name(), one.role())).toList();
  }
}
