package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An op as it stands in text, before it is known to hold together: what `OpTable` reads an op
/// from. Whatever is missing or of another form is an `IllTypedException` that names the op.
///
/// @param name with its dialect: `stablehlo.add`
/// @param resultTypes the types that the text declares
public record OpParts(
    String name,
    List<Value> operands,
    Map<String, Attribute> attributes,
    List<Block> regions,
    List<Type> resultTypes) {
  /// No list of dimensions is longer; a splat of more would cost memory before it is refused.
  private static final long MOST_INTEGERS = 65_536;

  public OpParts {
    operands = List.copyOf(operands);
    attributes = Map.copyOf(attributes);
    regions = List.copyOf(regions);
    resultTypes = List.copyOf(resultTypes);
  }

  IllTypedException problem(String message, Object... details) {
    return new IllTypedException(name, message.formatted(details));
  }

  Value operand(int index) {
    if (index >= operands.size()) {
      throw problem("expected %d operands or more, got %d", index + 1, operands.size());
    }
    return operands.get(index);
  }

  /// The operands from an index on.
  List<Value> operandsFrom(int first) {
    if (first > operands.size()) {
      throw problem("expected %d operands or more, got %d", first, operands.size());
    }
    return operands.subList(first, operands.size());
  }

  /// One of `parts` equal stretches of operands.
  List<Value> operandShare(int part, int parts) {
    if (operands.size() % parts != 0) {
      throw problem("expected operands in %d equal parts, got %d", parts, operands.size());
    }
    int share = operands.size() / parts;
    return operands.subList(part * share, (part + 1) * share);
  }

  Block region(int index) {
    if (index >= regions.size()) {
      throw problem("expected %d regions or more, got %d", index + 1, regions.size());
    }
    return regions.get(index);
  }

  /// The declared type of a result, which must be a tensor.
  TensorType declared(int index) {
    if (index >= resultTypes.size()) {
      throw problem("expected %d results or more, got %d", index + 1, resultTypes.size());
    }
    if (resultTypes.get(index) instanceof TensorType tensor) {
      return tensor;
    }
    throw problem("expected a result that is a tensor, got %s", resultTypes.get(index));
  }

  Optional<Attribute> find(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  Attribute get(String attribute, String wanted) {
    return find(attribute).orElseThrow(() -> mismatch(attribute, wanted, "none"));
  }

  /// The attribute `type`.
  ///
  /// @param kind of types that it has to be of
  <T extends Type> T type(Class<T> kind, String wanted) {
    Attribute found = get("type", wanted);
    if (found instanceof Attribute.OfType(Type type) && kind.isInstance(type)) {
      return kind.cast(type);
    }
    throw mismatch("type", wanted, found);
  }

  IllTypedException mismatch(String attribute, String wanted, Object got) {
    return problem("attribute \"%s\": expected %s, got %s", attribute, wanted, got);
  }

  /// A list of integers: `array<i64: 1, 2>`, or the older `dense<[1, 2]> : tensor<2xi64>`.
  List<Long> ints(String attribute) {
    Attribute found = get(attribute, "a list of integers");
    if (found instanceof Attribute.Ints ints) {
      return ints.values();
    }
    if (found instanceof Attribute.Dense(Literal value) && isListOfIntegers(value)) {
      long[] values = new long[(int) value.type().size()];
      Arrays.setAll(values, value::asLong);
      return Arrays.stream(values).boxed().toList();
    }
    throw mismatch(attribute, "a list of integers", found);
  }

  private static boolean isListOfIntegers(Literal value) {
    TensorType type = value.type();
    return type.rank() == 1 && type.element().isInteger() && type.dimension(0) <= MOST_INTEGERS;
  }

  /// A list of integers, the same for every dimension where the text says nothing.
  List<Long> ints(String attribute, int count, long otherwise) {
    return find(attribute).isEmpty() ? Collections.nCopies(count, otherwise) : ints(attribute);
  }

  long integer(String attribute) {
    Attribute found = get(attribute, "an integer");
    if (found instanceof Attribute.Int(long value, ElementType _)) {
      return value;
    }
    throw mismatch(attribute, "an integer", found);
  }

  long integer(String attribute, long otherwise) {
    return find(attribute).isEmpty() ? otherwise : integer(attribute);
  }

  boolean bool(String attribute, boolean otherwise) {
    Optional<Attribute> found = find(attribute);
    if (found.isEmpty()) {
      return otherwise;
    }
    if (found.get() instanceof Attribute.Bool(boolean value)) {
      return value;
    }
    throw mismatch(attribute, "true or false", found.get());
  }

  boolean unit(String attribute) {
    Optional<Attribute> found = find(attribute);
    if (found.isPresent() && !(found.get() instanceof Attribute.Unit)) {
      throw mismatch(attribute, "unit", found.get());
    }
    return found.isPresent();
  }

  String text(String attribute) {
    Attribute found = get(attribute, "a text");
    if (found instanceof Attribute.Text(String value)) {
      return value;
    }
    throw mismatch(attribute, "a text", found);
  }

  String symbol(String attribute) {
    Attribute found = get(attribute, "the name of a function");
    if (found instanceof Attribute.Symbol(String value)) {
      return value;
    }
    throw mismatch(attribute, "the name of a function", found);
  }

  Literal dense(String attribute) {
    Attribute found = get(attribute, "dense elements");
    if (found instanceof Attribute.Dense(Literal value)) {
      return value;
    }
    throw mismatch(attribute, "dense elements", found);
  }

  Attribute.Dictionary dictionary(String attribute) {
    Attribute found = find(attribute).orElse(new Attribute.Dictionary(Map.of()));
    if (found instanceof Attribute.Dictionary dictionary) {
      return dictionary;
    }
    throw mismatch(attribute, "a dictionary", found);
  }

  List<Attribute> array(String attribute) {
    Attribute found = get(attribute, "a list");
    if (found instanceof Attribute.Array(List<Attribute> values)) {
      return values;
    }
    throw mismatch(attribute, "a list", found);
  }

  StructFields struct(String attribute, String mnemonic) {
    Attribute found = get(attribute, "#stablehlo." + mnemonic);
    if (found instanceof Attribute.Struct(String other, Map<String, Attribute> fields)
        && other.equals(mnemonic)) {
      return new StructFields(this, attribute, fields);
    }
    throw mismatch(attribute, "#stablehlo." + mnemonic, found);
  }

  <E extends Enum<E>> E enumerated(String attribute, String mnemonic, E[] values) {
    Attribute found = get(attribute, "one of " + Arrays.toString(values));
    return enumerated(attribute, found, mnemonic, values);
  }

  /// The value of an enumerated attribute that was found, perhaps in a list.
  <E extends Enum<E>> E enumerated(String attribute, Attribute found, String mnemonic, E[] values) {
    if (found instanceof Attribute.Enumerated(String other, String value)
        && other.equals(mnemonic)) {
      for (E candidate : values) {
        if (candidate.name().equals(value)) {
          return candidate;
        }
      }
    }
    throw mismatch(attribute, "one of " + Arrays.toString(values), found);
  }
}
