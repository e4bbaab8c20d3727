package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;

/// An operation with a name of its own, made of others: a device may know it by name, or else does
/// what the decomposition does.
///
/// @param composite its name, with a namespace: `chlo.top_k`
/// @param settings what the operation is told
/// @param decomposition the function of the same types that does the same, without the `@`
/// @param version 0 unless its meaning has changed
public record CompositeOp(
    String composite,
    List<Value> operands,
    Attribute.Dictionary settings,
    String decomposition,
    long version,
    List<Type> resultTypes)
    implements TensorOp {
  public CompositeOp {
    operands = List.copyOf(operands);
    resultTypes = List.copyOf(resultTypes);
    Check.that(
        composite.matches("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z0-9_$]+)+"),
        "composite_c1",
        "expected a name with a namespace, got \"%s\"",
        composite);
    Check.that(
        version >= Integer.MIN_VALUE && version <= Integer.MAX_VALUE,
        "composite_i5",
        "expected a version of 32 bits, got %d",
        version);
  }

  static CompositeOp read(OpParts parts) {
    return new CompositeOp(
        parts.text("name"),
        parts.operands(),
        parts.dictionary("composite_attributes"),
        parts.symbol("decomposition"),
        parts.integer("version", 0),
        parts.resultTypes());
  }

  @Override
  public String name() {
    return "stablehlo.composite";
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .with("composite_attributes", settings)
        .with("decomposition", new Attribute.Symbol(decomposition))
        .with("name", new Attribute.Text(composite))
        .with("version", new Attribute.Int(version, ElementType.I32))
        .build();
  }
}
