package dev.ranvier.ir;

import dev.ranvier.ir.op.Attribute;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A whole program: functions, the first of which need not be `main`.
///
/// @param name without the `@`
/// @param attributes what is said of the module as a whole (`mhlo.num_partitions`), in order
public record Module(String name, Map<String, Attribute> attributes, List<Function> functions) {
  public Module {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    functions = List.copyOf(functions);
  }

  public static Module of(String name, Function... functions) {
    return new Module(name, Map.of(), List.of(functions));
  }

  public Optional<Function> function(String wanted) {
    return functions.stream().filter(function -> function.name().equals(wanted)).findFirst();
  }
}
