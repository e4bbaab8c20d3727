package dev.ranvier.ir.text;

import dev.ranvier.ir.op.AxisRef;
import dev.ranvier.ir.op.DimensionSharding;
import dev.ranvier.ir.op.IllTypedException;
import dev.ranvier.ir.op.Mesh;
import dev.ranvier.ir.op.TensorSharding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Reads meshes and shardings, as the dialect sdy (Shardy) spells them. A sharding names its mesh;
/// one that holds its mesh is rejected.
final class ShardingParser {
  private final Cursor cursor;
  private final Aliases aliases;

  ShardingParser(Cursor cursor, Aliases aliases) {
    this.cursor = cursor;
    this.aliases = aliases;
  }

  /// `<["x"=2, "y"=4], device_ids=[...]>`.
  Mesh mesh() {
    int start = cursor.offset();
    cursor.expect(Token.LESS);
    List<Mesh.Axis> axes = new ArrayList<>();
    cursor.expect(Token.LEFT_BRACKET);
    while (!cursor.accept(Token.RIGHT_BRACKET)) {
      separate(axes);
      axes.add(meshAxis());
      if (axes.size() > cursor.limits().rank()) {
        throw cursor
            .problems()
            .fatal(start, "expected at most %d axes, got more".formatted(cursor.limits().rank()));
      }
    }
    List<Long> deviceIds = new ArrayList<>();
    if (cursor.accept(Token.COMMA)) {
      cursor.expectWord("device_ids");
      cursor.expect(Token.EQUALS);
      deviceIds(deviceIds);
    }
    cursor.expect(Token.GREATER);
    return typed(start, () -> new Mesh(axes, deviceIds));
  }

  private Mesh.Axis meshAxis() {
    aliases.countPart();
    String name = cursor.takeText();
    cursor.expect(Token.EQUALS);
    return new Mesh.Axis(name, cursor.takeLong());
  }

  private void deviceIds(List<Long> into) {
    cursor.expect(Token.LEFT_BRACKET);
    while (!cursor.accept(Token.RIGHT_BRACKET)) {
      separate(into);
      aliases.countPart();
      into.add(cursor.takeLong());
    }
  }

  /// `[<...>, <...>]`.
  List<TensorSharding> shardings() {
    List<TensorSharding> shardings = new ArrayList<>();
    cursor.expect(Token.LEFT_BRACKET);
    while (!cursor.accept(Token.RIGHT_BRACKET)) {
      separate(shardings);
      shardings.add(sharding());
    }
    return shardings;
  }

  /// `<@mesh, [{"x"}, {}], replicated={"y"}, unreduced={"z"}>`.
  TensorSharding sharding() {
    aliases.countPart();
    cursor.expect(Token.LESS);
    String mesh = cursor.takeSymbol();
    cursor.expect(Token.COMMA);
    List<DimensionSharding> dimensions = new ArrayList<>();
    cursor.expect(Token.LEFT_BRACKET);
    while (!cursor.accept(Token.RIGHT_BRACKET)) {
      separate(dimensions);
      dimensions.add(dimension());
    }
    List<AxisRef> replicated = new ArrayList<>();
    List<AxisRef> unreduced = new ArrayList<>();
    while (cursor.accept(Token.COMMA)) {
      if (replicated.isEmpty() && cursor.acceptWord("replicated")) {
        namedAxes(replicated);
      } else if (unreduced.isEmpty() && cursor.acceptWord("unreduced")) {
        namedAxes(unreduced);
      } else {
        throw cursor.expected("replicated={...} or unreduced={...}, each once");
      }
    }
    cursor.expect(Token.GREATER);
    return new TensorSharding(mesh, dimensions, replicated, unreduced);
  }

  /// `{"x", "y":(1)2, ?}p1`.
  private DimensionSharding dimension() {
    int start = cursor.offset();
    aliases.countPart();
    cursor.expect(Token.LEFT_BRACE);
    List<AxisRef> axes = new ArrayList<>();
    boolean open = false;
    while (!open && !cursor.is(Token.RIGHT_BRACE)) {
      separate(axes);
      open = cursor.accept(Token.QUESTION);
      if (!open) {
        axes.add(axis());
      }
    }
    cursor.expect(Token.RIGHT_BRACE);
    OptionalLong priority = priority();
    boolean isOpen = open;
    return typed(start, () -> new DimensionSharding(axes, isOpen, priority));
  }

  /// `p0`, if it is there.
  private OptionalLong priority() {
    if (!cursor.is(Token.WORD)) {
      return OptionalLong.empty();
    }
    String word = cursor.spelling();
    if (!word.matches("p(0|[1-9][0-9]{0,17})")) {
      throw cursor.expected("a priority such as p1");
    }
    cursor.advance();
    return OptionalLong.of(Long.parseLong(word.substring(1)));
  }

  private void namedAxes(List<AxisRef> into) {
    cursor.expect(Token.EQUALS);
    cursor.expect(Token.LEFT_BRACE);
    do {
      into.add(axis());
    } while (cursor.accept(Token.COMMA));
    cursor.expect(Token.RIGHT_BRACE);
  }

  /// `"x"`, or `"x":(1)2`.
  private AxisRef axis() {
    aliases.countPart();
    int start = cursor.offset();
    String name = cursor.takeText();
    if (!cursor.accept(Token.COLON)) {
      return AxisRef.whole(name);
    }
    cursor.expect(Token.LEFT_PARENTHESIS);
    long preSize = cursor.takeLong();
    cursor.expect(Token.RIGHT_PARENTHESIS);
    long size = cursor.takeLong();
    return typed(start, () -> AxisRef.part(name, preSize, size));
  }

  private void separate(List<?> before) {
    if (!before.isEmpty()) {
      cursor.expect(Token.COMMA);
    }
  }

  private <T> T typed(int start, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllTypedException illTyped) {
      throw cursor.problems().fatal(start, String.valueOf(illTyped.getMessage()));
    }
  }
}
