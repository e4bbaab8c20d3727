package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
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
