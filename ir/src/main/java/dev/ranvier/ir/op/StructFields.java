package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields of a structured attribute (`#stablehlo.gather<...>`) as they stand in text. A field
/// that is not there is empty, or 0.
record StructFields(OpParts parts, String attribute, Map<String, Attribute> fields) {
  StructFields onlyOf(String... known) {
    for (String field : fields.keySet()) {
      if (!List.of(known).contains(field)) {
        throw parts.mismatch(attribute, "fields of " + List.of(known), "\"" + field + "\"");
      }
    }
    return this;
  }

  List<Long> ints(String field) {
    Optional<Attribute> found = Optional.ofNullable(fields.get(field));
    if (found.isEmpty()) {
      return List.of();
    }
    if (found.get() instanceof Attribute.Ints(List<Long> values)) {
      return values;
    }
    throw parts.mismatch(attribute + "." + field, "a list of integers", found.get());
  }

  /// A float of any type, as a `double`.
  double real(String field) {
    Optional<Attribute> found = Optional.ofNullable(fields.get(field));
    if (found.isEmpty()) {
      return 0;
    }
    if (found.get() instanceof Attribute.Real(double value, ElementType _)) {
      return value;
    }
    throw parts.mismatch(attribute + "." + field, "a real number", found.get());
  }

  boolean bool(String field) {
    Attribute found = get(field, "true or false");
    if (found instanceof Attribute.Bool(boolean value)) {
      return value;
    }
    throw parts.mismatch(attribute + "." + field, "true or false", found);
  }

  /// One of some words, which stands there bare.
  <E extends Enum<E>> E word(String field, E[] values) {
    Attribute found = get(field, "one of " + Arrays.toString(values));
    if (found instanceof Attribute.Word(String word)) {
      for (E candidate : values) {
        if (candidate.toString().equals(word)) {
          return candidate;
        }
      }
    }
    throw parts.mismatch(attribute + "." + field, "one of " + Arrays.toString(values), found);
  }

  <E extends Enum<E>> E enumerated(String field, String mnemonic, E[] values) {
    Attribute found = get(field, "one of " + Arrays.toString(values));
    return parts.enumerated(attribute + "." + field, found, mnemonic, values);
  }

  private Attribute get(String field, String wanted) {
    return Optional.ofNullable(fields.get(field))
        .orElseThrow(() -> parts.mismatch(attribute + "." + field, wanted, "none"));
  }

  long integer(String field) {
    Optional<Attribute> found = Optional.ofNullable(fields.get(field));
    if (found.isEmpty()) {
      return 0;
    }
    if (found.get() instanceof Attribute.Int(long value, ElementType _)) {
      return value;
    }
    throw parts.mismatch(attribute + "." + field, "an integer", found.get());
  }
}
