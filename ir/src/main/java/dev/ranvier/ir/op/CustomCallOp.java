package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Calls something that the plugin knows by name. Which names may be called is for whoever runs the
/// program to say.
///
/// @param target the name
/// @param hasSideEffect whether the call must happen even when no one uses its results
/// @param backendConfig for the plugin: a dictionary when the call is typed, else a text
/// @param apiVersion how the plugin is called: 1 (original) to 4 (typed)
public record CustomCallOp(
    String target,
    List<Value> operands,
    boolean hasSideEffect,
    Optional<Attribute> backendConfig,
    long apiVersion,
    List<Type> resultTypes)
    implements TensorOp {
  private static final long TYPED = 4;

  public CustomCallOp {
    operands = List.copyOf(operands);
    resultTypes = List.copyOf(resultTypes);
    Check.that(
        apiVersion >= 0 && apiVersion <= 4,
        "custom_call_i5",
        "expected an api version from 0 to 4, got %d",
        apiVersion);
    boolean typed = apiVersion == TYPED;
    Check.that(
        backendConfig.isEmpty()
            || (typed
                ? backendConfig.get() instanceof Attribute.Dictionary
                : backendConfig.get() instanceof Attribute.Text),
        "custom_call_i4",
        "expected a backend configuration that is a %s for api version %d, got %s",
        typed ? "dictionary" : "text",
        apiVersion,
        backendConfig.map(Attribute::toString).orElse("none"));
  }

  static CustomCallOp read(OpParts parts) {
    return new CustomCallOp(
        parts.text("call_target_name"),
        parts.operands(),
        parts.bool("has_side_effect", false),
        parts.find("backend_config"),
        parts.integer("api_version", 1),
        parts.resultTypes());
  }

  @Override
  public String name() {
    return "stablehlo.custom_call";
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes =
        new Attributes()
            .with("api_version", new Attribute.Int(apiVersion, ElementType.I32))
            .with("call_target_name", new Attribute.Text(target))
            .bool("has_side_effect", hasSideEffect);
    backendConfig.ifPresent(config -> attributes.with("backend_config", config));
    return attributes.build();
  }
}
