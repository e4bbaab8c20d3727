package dev.ranvier.compiler.constant;

import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The constants of one model, for one step of its equations.
public final class Constants {
  private final Builder builder;
  private final Map<String, Coefficient> byName = new LinkedHashMap<>();

  private Constants(Builder builder) {
    this.builder = builder;
  }

  /// @param declared by the model
  /// @param trained `[neurons]` of `f32`, by the names of those that are not the numbers that the
  ///   model declares
  public static Constants of(Builder builder, List<Constant> declared, Map<String, Value> trained) {
    Constants constants = new Constants(builder);
    for (Constant one : declared) {
      Value given = trained.get(one.name());
      constants.byName.put(
          one.name(),
          given == null
              ? new Coefficient.Known(builder, one.value())
              : new Coefficient.Trained(builder, builder.convert(given, ElementType.F64)));
    }
    return constants;
  }

  /// All of them as the model declares them.
  public static Constants untrained(Builder builder, List<Constant> declared) {
    return of(builder, declared, Map.of());
  }

  /// @param name as the model declares it
  public Coefficient get(String name) {
    Coefficient found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "model: expected one of its constants %s, got \"%s\"; declare it in constants()"
              .formatted(byName.keySet(), name));
    }
    return found;
  }

  /// A number that is never trained.
  public Coefficient number(double number) {
    return new Coefficient.Known(builder, number);
  }

  /// What is left of a quantity with time constant `tau` after one step: `exp(-dt/tau)`.
  public Coefficient decay(TimeStep dt, String tau) {
    return number(dt.length().milliseconds()).over(get(tau)).negated().exponential();
  }
}
