package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collects the attributes of an op; they are printed in the order of their names.
final class Attributes {
  private final Map<String, Attribute> entries = new TreeMap<>();

  Attributes with(String name, Attribute value) {
    entries.put(name, value);
    return this;
  }

  /// A 64-bit integer.
  Attributes integer(String name, long value) {
    return with(name, new Attribute.Int(value, ElementType.I64));
  }

  Attributes ints(String name, List<Long> values) {
    return with(name, new Attribute.Ints(values));
  }

  Attributes bool(String name, boolean value) {
    return with(name, new Attribute.Bool(value));
  }

  /// There when set, not there when not.
  Attributes unit(String name, boolean set) {
    return set ? with(name, new Attribute.Unit()) : this;
  }

  Attributes dense(String name, Literal value) {
    return with(name, new Attribute.Dense(value));
  }

  Attributes enumerated(String name, String mnemonic, Enum<?> value) {
    return with(name, new Attribute.Enumerated(mnemonic, value.name()));
  }

  Map<String, Attribute> build() {
    return Collections.unmodifiableMap(entries);
  }
}
