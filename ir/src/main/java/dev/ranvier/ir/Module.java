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
/// @param meshes of devices, which the shardings of the functions name
public record Module(
    String name,
    Map<String, Attribute> attributes,
    List<NamedMesh> meshes,
    List<Function> functions) {
  public Module {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    meshes = List.copyOf(meshes);
    functions = List.copyOf(functions);
  }

  /// A module in which nothing is sharded.
  public Module(String name, Map<String, Attribute> attributes, List<Function> functions) {
    this(name, attributes, List.of(), functions);
  }

  public static Module of(String name, Function... functions) {
    return new Module(name, Map.of(), List.of(functions));
  }

  /// This module with other functions.
  public Module withFunctions(List<Function> others) {
    return new Module(name, attributes, meshes, others);
  }

  public Optional<Function> function(String wanted) {
    return functions.stream().filter(function -> function.name().equals(wanted)).findFirst();
  }
}
