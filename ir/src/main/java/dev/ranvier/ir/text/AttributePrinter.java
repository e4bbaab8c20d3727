package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Mesh;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.op.TensorSharding;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.Map;

/// Writes attributes, each in the form that its record names.
final class AttributePrinter {
  private final StringBuilder out;
  private final LiteralPrinter literals;
  private final ShardingPrinter shardings;

  AttributePrinter(StringBuilder out) {
    this.out = out;
    this.literals = new LiteralPrinter(out);
    this.shardings = new ShardingPrinter(out);
  }

  ShardingPrinter shardings() {
    return shardings;
  }

  /// `{a = 1 : i64, b}`; an entry that is only there or not there has no value.
  void dictionary(Map<String, Attribute> entries) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, Attribute> entry : entries.entrySet()) {
      out.append(first ? "" : ", ");
      first = false;
      Quoting.key(out, entry.getKey());
      if (!(entry.getValue() instanceof Attribute.Unit)) {
        out.append(" = ");
        attribute(entry.getValue());
      }
    }
    out.append('}');
  }

  private void attribute(Attribute attribute) {
    switch (attribute) {
      case Attribute.Bool(boolean value) -> out.append(value);
      case Attribute.Unit() -> out.append("unit");
      case Attribute.Int(long value, ElementType type) -> {
        integer(value, type);
        out.append(" : ").append(type);
      }
      case Attribute.Real(double value, ElementType type) -> {
        literals.number(type, Numbers.bitsOf(type, value));
        out.append(" : ").append(type);
      }
      case Attribute.Text(String value) -> Quoting.text(out, value);
      case Attribute.Ints(List<Long> values) -> array("i64", values);
      case Attribute.Bools(List<Boolean> values) -> array("i1", values);
      case Attribute.Dense(Literal value) -> literals.dense(value);
      case Attribute.Symbol(String name) -> Quoting.symbol(out, name);
      case Attribute.OfType(var type) -> out.append(type);
      case Attribute.Array(List<Attribute> values) -> list(values);
      case Attribute.Dictionary(Map<String, Attribute> entries) -> dictionary(entries);
      case Attribute.Word(String word) -> out.append(word);
      case Attribute.Enumerated(String mnemonic, String value) -> enumerated(mnemonic, value);
      case Attribute.Struct(String mnemonic, Map<String, Attribute> fields) ->
          struct(mnemonic, fields);
      case Attribute.Convolution(ConvolutionDimensionNumbers numbers) -> {
        out.append("#stablehlo.conv<");
        ConvolutionText.print(out, numbers);
        out.append('>');
      }
      case Attribute.OfMesh(Mesh mesh) -> {
        out.append("#sdy.mesh");
        shardings.mesh(mesh);
      }
      case Attribute.Sharding(TensorSharding sharding) -> {
        out.append("#sdy.sharding");
        shardings.sharding(sharding);
      }
      case Attribute.ShardingPerValue(List<TensorSharding> each) -> {
        out.append("#sdy.sharding_per_value<");
        shardings.shardings(each);
        out.append('>');
      }
    }
  }

  private void integer(long value, ElementType type) {
    out.append(type == ElementType.U64 ? Long.toUnsignedString(value) : Long.toString(value));
  }

  private void array(String element, List<?> values) {
    out.append("array<").append(element);
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? ": " : ", ").append(values.get(i));
    }
    out.append('>');
  }

  private void list(List<Attribute> values) {
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      attribute(values.get(i));
    }
    out.append(']');
  }

  /// One enumeration has brackets of its own.
  private void enumerated(String mnemonic, String value) {
    boolean bracketed = mnemonic.equals("result_accuracy_mode");
    out.append(bracketed ? "#stablehlo." : "#stablehlo<").append(mnemonic);
    out.append(bracketed ? '<' : ' ').append(value).append('>');
  }

  private void struct(String mnemonic, Map<String, Attribute> fields) {
    out.append("#stablehlo.").append(mnemonic).append('<');
    boolean first = true;
    for (Map.Entry<String, Attribute> field : fields.entrySet()) {
      if (!(field.getValue() instanceof Attribute.Ints(List<Long> values) && values.isEmpty())) {
        out.append(first ? "" : ", ").append(field.getKey()).append(" = ");
        first = false;
        bare(field.getValue());
      }
    }
    out.append('>');
  }

  /// A field's value, without its type.
  private void bare(Attribute value) {
    switch (value) {
      case Attribute.Ints(List<Long> values) -> out.append(values);
      case Attribute.Int(long number, ElementType type) -> integer(number, type);
      case Attribute.Real(double number, ElementType type) when type == ElementType.F64 ->
          literals.number(type, Numbers.bitsOf(type, number));
      case Attribute.Bool _,
          Attribute.Unit _,
          Attribute.Word _,
          Attribute.Real _,
          Attribute.Text _,
          Attribute.Bools _,
          Attribute.Dense _,
          Attribute.Symbol _,
          Attribute.OfType _,
          Attribute.Array _,
          Attribute.Dictionary _,
          Attribute.Enumerated _,
          Attribute.Convolution _,
          Attribute.OfMesh _,
          Attribute.Sharding _,
          Attribute.ShardingPerValue _,
          Attribute.Struct _ ->
          attribute(value);
    }
  }
}
