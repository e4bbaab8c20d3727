package dev.ranvier.ir;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.type.FunctionType;
import java.util.List;
import java.util.Map;

/// A named body. The module's `main` is public and is what a runtime calls.
///
/// @param name without the `@`
/// @param isPublic whether the function can be called from outside the module
/// @param argumentAttributes for each argument what is said of it (`tf.aliasing_output`,
///   `mhlo.sharding`)
/// @param resultAttributes the same for each result
public record Function(
    String name,
    boolean isPublic,
    Block body,
    List<Map<String, Attribute>> argumentAttributes,
    List<Map<String, Attribute>> resultAttributes,
    Location location) {
  public Function {
    argumentAttributes = List.copyOf(argumentAttributes);
    resultAttributes = List.copyOf(resultAttributes);
  }

  /// A function without attributes.
  public static Function of(String name, boolean isPublic, Block body, Location location) {
    return new Function(
        name,
        isPublic,
        body,
        body.arguments().stream().map(_ -> Map.<String, Attribute>of()).toList(),
        body.yieldedTypes().stream().map(_ -> Map.<String, Attribute>of()).toList(),
        location);
  }

  public FunctionType type() {
    return new FunctionType(body.argumentTypes(), body.yieldedTypes());
  }

  public Function withBody(Block other) {
    return new Function(name, isPublic, other, argumentAttributes, resultAttributes, location);
  }
}
