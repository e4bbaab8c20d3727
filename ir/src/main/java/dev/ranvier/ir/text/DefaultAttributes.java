package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import java.util.List;
import java.util.Map;

/// Attributes that other frontends write although they say nothing: those that have no place in an
/// op's record, at the values that they have when they are not written.
final class DefaultAttributes {
  private static final Attribute NOTHING = new Attribute.Array(List.of());
  private static final Attribute DEFAULT_ACCURACY =
      new Attribute.Struct(
          "result_accuracy",
          Map.of("mode", new Attribute.Enumerated("result_accuracy_mode", "DEFAULT")));

  private DefaultAttributes() {}

  static void remove(String op, Map<String, Attribute> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    attributes.remove("result_accuracy", DEFAULT_ACCURACY);
    if (op.equals("stablehlo.custom_call")) {
      attributes.remove("called_computations", NOTHING);
      attributes.remove("output_operand_aliases", NOTHING);
    }
  }
}
