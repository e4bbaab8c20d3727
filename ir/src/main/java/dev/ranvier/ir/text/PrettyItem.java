package dev.ranvier.ir.text;

import static java.util.Map.entry;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.ElementType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands between the operands and the types of an op's pretty form, as `dims = [1, 0]` does:
/// which attribute it is, by the op's name and the item's.
///
/// @param attribute its name in the generic form
record PrettyItem(Kind kind, String attribute) {
  /// How an item's value is spelled.
  enum Kind {
    INTEGER,
    INTEGERS,
    ENUMERATED
  }

  private static final Map<String, PrettyItem> ITEMS =
      Map.ofEntries(
          entry("stablehlo.broadcast_in_dim dims", integers("broadcast_dimensions")),
          entry("stablehlo.concatenate dim", integer("dimension")),
          entry("stablehlo.dynamic_slice sizes", integers("slice_sizes")),
          entry("stablehlo.iota dim", integer("iota_dimension")),
          entry("stablehlo.pad high", integers("edge_padding_high")),
          entry("stablehlo.pad interior", integers("interior_padding")),
          entry("stablehlo.pad low", integers("edge_padding_low")),
          entry("stablehlo.reverse dims", integers("dimensions")),
          entry("stablehlo.rng distribution", enumerated("rng_distribution")),
          entry("stablehlo.rng_bit_generator algorithm", enumerated("rng_algorithm")),
          entry("stablehlo.transpose dims", integers("permutation")));

  private static PrettyItem integer(String attribute) {
    return new PrettyItem(Kind.INTEGER, attribute);
  }

  private static PrettyItem integers(String attribute) {
    return new PrettyItem(Kind.INTEGERS, attribute);
  }

  private static PrettyItem enumerated(String attribute) {
    return new PrettyItem(Kind.ENUMERATED, attribute);
  }

  static @Nullable PrettyItem find(String op, String item) {
    return ITEMS.get(op + " " + item);
  }

  /// Takes the item's value.
  Attribute take(Cursor cursor, AttributeParser attributes) {
    return switch (kind) {
      case INTEGER -> new Attribute.Int(cursor.takeLong(), ElementType.I64);
      case INTEGERS -> new Attribute.Ints(attributes.bareLongs());
      case ENUMERATED -> new Attribute.Enumerated(attribute, cursor.take(Token.WORD));
    };
  }
}
