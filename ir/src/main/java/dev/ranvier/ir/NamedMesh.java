package dev.ranvier.ir;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Mesh;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A mesh of the module, which shardings name: `sdy.mesh @name = <["x"=2]>`.
///
/// @param name without the `@`; no function has the same
/// @param annotations what other dialects say of it (`stablehlo.mesh`), in order
public record NamedMesh(
    String name, Mesh mesh, Map<String, Attribute> annotations, Location location) {
  public NamedMesh {
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }
}
