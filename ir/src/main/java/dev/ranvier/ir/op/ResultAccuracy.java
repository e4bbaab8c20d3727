package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import java.util.LinkedHashMap;
import java.util.Map;

/// How far a device may be from the true result of a function such as `exp`. The specification does
/// not have it yet, only the StableHLO dialect; so its constraints are counted here.
///
/// @param absolute the greatest distance
/// @param relative the greatest distance divided by the true result
/// @param ulps the greatest distance, counted in numbers of the element type
/// @param mode whether the three count, in which case it is enough to hold one of them; they are 0
///   otherwise
public record ResultAccuracy(double absolute, double relative, long ulps, Mode mode) {
  public enum Mode {
    /// As the device likes.
    DEFAULT,
    /// As exact as the device can.
    HIGHEST,
    /// Within the tolerances.
    TOLERANCE
  }

  public static final ResultAccuracy DEFAULT = new ResultAccuracy(0, 0, 0, Mode.DEFAULT);
  public static final ResultAccuracy HIGHEST = new ResultAccuracy(0, 0, 0, Mode.HIGHEST);

  static final String NAME = "result_accuracy";

  public ResultAccuracy {
    Check.that(
        isTolerance(absolute) && isTolerance(relative) && ulps >= 0,
        "result_accuracy_c1",
        "expected tolerances that are finite and not negative, got %s, %s and %d",
        absolute,
        relative,
        ulps);
    Check.that(
        mode == Mode.TOLERANCE || (absolute == 0 && relative == 0 && ulps == 0),
        "result_accuracy_c2",
        "expected no tolerances for the mode %s, got %s, %s and %d",
        mode,
        absolute,
        relative,
        ulps);
    absolute = Math.abs(absolute);
    relative = Math.abs(relative);
  }

  private static boolean isTolerance(double value) {
    return value >= 0 && Double.isFinite(value);
  }

  public static ResultAccuracy within(double absolute, double relative, long ulps) {
    return new ResultAccuracy(absolute, relative, ulps, Mode.TOLERANCE);
  }

  static ResultAccuracy read(OpParts parts) {
    if (parts.find(NAME).isEmpty()) {
      return DEFAULT;
    }
    StructFields fields = parts.struct(NAME, NAME).onlyOf("atol", "rtol", "ulps", "mode");
    return new ResultAccuracy(
        fields.real("atol"),
        fields.real("rtol"),
        fields.integer("ulps"),
        fields.enumerated("mode", "result_accuracy_mode", Mode.values()));
  }

  Attribute attribute() {
    Map<String, Attribute> fields = new LinkedHashMap<>();
    if (absolute != 0) {
      fields.put("atol", new Attribute.Real(absolute, ElementType.F64));
    }
    if (relative != 0) {
      fields.put("rtol", new Attribute.Real(relative, ElementType.F64));
    }
    if (ulps != 0) {
      fields.put("ulps", new Attribute.Int(ulps, ElementType.I64));
    }
    fields.put("mode", new Attribute.Enumerated("result_accuracy_mode", mode.name()));
    return new Attribute.Struct(NAME, fields);
  }
}
