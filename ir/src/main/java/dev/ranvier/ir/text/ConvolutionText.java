package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Input;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Kernel;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Output;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What is special about the text of convolutions: `[b, 0, f]x[0, i, o]->[b, 0, f]` tells which
/// dimension is which, and `{stride = [1], pad = [[0, 0]]}` how the kernel moves.
final class ConvolutionText {
  private final Cursor cursor;
  private final Aliases aliases;

  ConvolutionText(Cursor cursor, Aliases aliases) {
    this.cursor = cursor;
    this.aliases = aliases;
  }

  /// Two letters and the spatial dimensions of one tensor.
  private record Letters(long first, long second, List<Long> spatial) {}

  ConvolutionDimensionNumbers numbers() {
    Letters input = letters("b", "f");
    cursor.expectWord("x");
    Letters kernel = letters("i", "o");
    cursor.expect(Token.ARROW);
    Letters output = letters("b", "f");
    return new ConvolutionDimensionNumbers(
        new Input(input.first, input.second, input.spatial),
        new Kernel(kernel.first, kernel.second, kernel.spatial),
        new Output(output.first, output.second, output.spatial));
  }

  private Letters letters(String first, String second) {
    int start = cursor.offset();
    List<String> spelled = new ArrayList<>();
    cursor.expect(Token.LEFT_BRACKET);
    do {
      aliases.countPart();
      spelled.add(cursor.take(cursor.is(Token.WORD) ? Token.WORD : Token.INTEGER));
    } while (spelled.size() <= cursor.limits().rank() && cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_BRACKET);
    List<Long> spatial = new ArrayList<>();
    for (int i = 0; i < spelled.size() - 2; i++) {
      spatial.add((long) spelled.indexOf(Integer.toString(i)));
    }
    if (!spelled.contains(first) || !spelled.contains(second) || spatial.contains(-1L)) {
      throw cursor
          .problems()
          .fatal(
              start,
              "expected %s, %s and the spatial dimensions from 0 on, each once, got %s"
                  .formatted(first, second, spelled));
    }
    return new Letters(spelled.indexOf(first), spelled.indexOf(second), spatial);
  }

  /// `{stride = [1], pad = [[0, 0]], lhs_dilate = [1], rhs_dilate = [1], reverse = [false]}`, each
  /// if it is there.
  void window(AttributeParser attributes, Map<String, Attribute> into) {
    cursor.expect(Token.LEFT_BRACE);
    while (!cursor.accept(Token.RIGHT_BRACE)) {
      int start = cursor.offset();
      String item = cursor.take(Token.WORD);
      cursor.expect(Token.EQUALS);
      String name = name(item, start);
      Attribute value =
          switch (item) {
            case "pad" -> padding(attributes);
            case "reverse" -> reversals();
            default -> new Attribute.Ints(attributes.bareLongs());
          };
      if (into.putIfAbsent(name, value) != null) {
        cursor.problems().report(start, "item \"%s\": expected once".formatted(item));
      }
      if (!cursor.is(Token.RIGHT_BRACE)) {
        cursor.expect(Token.COMMA);
      }
    }
  }

  private String name(String item, int start) {
    return switch (item) {
      case "stride" -> "window_strides";
      case "pad" -> "padding";
      case "lhs_dilate" -> "lhs_dilation";
      case "rhs_dilate" -> "rhs_dilation";
      case "reverse" -> "window_reversal";
      default ->
          throw cursor
              .problems()
              .fatal(
                  start,
                  "expected stride, pad, lhs_dilate, rhs_dilate or reverse, got "
                      + Cursor.brief(item));
    };
  }

  private Attribute padding(AttributeParser attributes) {
    List<Long> values = new ArrayList<>();
    cursor.expect(Token.LEFT_BRACKET);
    while (!cursor.accept(Token.RIGHT_BRACKET)) {
      int start = cursor.offset();
      List<Long> pair = attributes.bareLongs();
      if (pair.size() != 2) {
        throw cursor.problems().fatal(start, "expected a pair such as [0, 1], got " + pair);
      }
      values.addAll(pair);
      if (!cursor.is(Token.RIGHT_BRACKET)) {
        cursor.expect(Token.COMMA);
      }
    }
    TensorType type = TensorType.of(ElementType.I64, values.size() / 2, 2);
    return new Attribute.Dense(
        Literal.of(type, values.stream().mapToLong(Long::longValue).toArray()));
  }

  /// Words or, in older text, 0 and 1.
  private Attribute reversals() {
    List<Boolean> values = new ArrayList<>();
    cursor.expect(Token.LEFT_BRACKET);
    while (!cursor.accept(Token.RIGHT_BRACKET)) {
      aliases.countPart();
      if (cursor.is(Token.INTEGER)) {
        values.add(cursor.takeLong() != 0);
      } else if (cursor.acceptWord("true")) {
        values.add(true);
      } else {
        cursor.expectWord("false");
        values.add(false);
      }
      if (!cursor.is(Token.RIGHT_BRACKET)) {
        cursor.expect(Token.COMMA);
      }
    }
    return new Attribute.Bools(values);
  }

  /// Writes what `numbers` reads, and `?` for a dimension that is none of all.
  static void print(StringBuilder out, ConvolutionDimensionNumbers numbers) {
    Input input = numbers.input();
    Kernel kernel = numbers.kernel();
    Output output = numbers.output();
    print(out, "b", input.batch(), "f", input.feature(), input.spatial());
    print(out.append('x'), "i", kernel.input(), "o", kernel.output(), kernel.spatial());
    print(out.append("->"), "b", output.batch(), "f", output.feature(), output.spatial());
  }

  private static void print(
      StringBuilder out, String one, long first, String other, long second, List<Long> spatial) {
    String[] letters = new String[spatial.size() + 2];
    Arrays.fill(letters, "?");
    place(letters, first, one);
    place(letters, second, other);
    for (int i = 0; i < spatial.size(); i++) {
      place(letters, spatial.get(i), Integer.toString(i));
    }
    out.append(Arrays.toString(letters));
  }

  private static void place(String[] letters, long at, String letter) {
    if (at >= 0 && at < letters.length) {
      letters[(int) at] = letter;
    }
  }
}
