package dev.ranvier.ir.op;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Values, blocks and literals to build ops from, spelled shortly: `2x3xf32` is a tensor type.
final class Samples {
  private Samples() {}

  /// The tensor type that is spelled `tensor<...>` in text.
  static TensorType tensor(String spelling) {
    List<String> parts = new ArrayList<>(Arrays.asList(spelling.split("x", -1)));
    ElementType element = ElementType.ofSpelling(parts.removeLast()).orElseThrow();
    return new TensorType(parts.stream().map(Long::valueOf).toList(), element);
  }

  static Value operand(String spelling) {
    return operand(tensor(spelling));
  }

  static Value operand(Type type) {
    return new BlockArgument(type, Location.UNKNOWN);
  }

  static List<Value> operands(String... spellings) {
    return Arrays.stream(spellings).map(Samples::operand).toList();
  }

  /// A region that takes and hands over values of the given types.
  static Block region(List<String> taken, List<String> given) {
    List<BlockArgument> arguments =
        taken.stream().map(each -> new BlockArgument(tensor(each), Location.UNKNOWN)).toList();
    List<Instruction> body = new ArrayList<>();
    for (String each : given) {
      ConstantOp zeros = new ConstantOp(Literal.splat(tensor(each), 0L));
      body.add(new Instruction(zeros, Location.UNKNOWN));
    }
    ReturnOp end = new ReturnOp(body.stream().<Value>map(one -> one.result(0)).toList());
    body.add(new Instruction(end, Location.UNKNOWN));
    return new Block(arguments, body);
  }

  /// A region that folds two scalars into one.
  static Block folding(String element) {
    return region(List.of(element, element), List.of(element));
  }

  static Literal integers(String spelling, long... values) {
    return Literal.of(tensor(spelling), values);
  }

  static List<Long> longs(long... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /// Asserts that an op cannot be made, for the reason given in full.
  static void assertRejected(String message, ThrowingCallable making) {
    assertThatThrownBy(making).isInstanceOf(IllTypedException.class).hasMessage(message);
  }
}
