package dev.ranvier.ir.op;

import java.util.ArrayList;
import java.util.List;

/// How exactly a device is to multiply.
public enum Precision {
  DEFAULT,
  HIGH,
  HIGHEST;

  private static final String NAME = "precision_config";

  /// One for each operand, or none where nothing is said.
  static List<Precision> read(OpParts parts) {
    List<Precision> precision = new ArrayList<>();
    if (parts.find(NAME).isPresent()) {
      for (Attribute each : parts.array(NAME)) {
        precision.add(parts.enumerated(NAME, each, "precision", values()));
      }
    }
    return precision;
  }

  static Attributes write(List<Precision> precision, Attributes attributes) {
    return precision.isEmpty()
        ? attributes
        : attributes.with(
            NAME,
            new Attribute.Array(
                precision.stream()
                    .<Attribute>map(each -> new Attribute.Enumerated("precision", each.name()))
                    .toList()));
  }
}
