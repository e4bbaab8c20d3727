package dev.ranvier.compiler.simplify;

import static dev.ranvier.compiler.simplify.Programs.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.simplify.rule.Rule;
import dev.ranvier.compiler.simplify.rule.Rules;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule alone, where it applies and where it must not. Both sides are evaluated on the same
/// data.
class RulesTest {
  /// One value of a builder and arguments.
  interface Side {
    Value of(Builder builder, List<Value> arguments);
  }

  /// @param after empty where the rule must leave `before` alone
  record Case(String rule, String arguments, Side before, List<Side> after) {
    @Override
    public String toString() {
      return rule + (after.isEmpty() ? " leaves alone, of " : " rewrites, of ") + arguments;
    }
  }

  private static final List<Case> CASES = new ArrayList<>();

  private static void yes(String rule, String arguments, Side before, Side after) {
    CASES.add(new Case(rule, arguments, before, List.of(after)));
  }

  private static void no(String rule, String arguments, Side before) {
    CASES.add(new Case(rule, arguments, before, List.of()));
  }

  private static Side argument(int index) {
    return (_, values) -> values.get(index);
  }

  /// An op of two operands on the first argument and a number of its type.
  private static Side with(long number, Function<List<Value>, Op> op) {
    return (b, v) -> b.add(op.apply(List.of(v.get(0), number(b, v.get(0), number))));
  }

  private static Value number(Builder b, Value like, long number) {
    return b.splat(like.tensorType(), number);
  }

  private static Side number(long number) {
    return (b, v) -> number(b, v.get(0), number);
  }

  private static Side binary(Function<List<Value>, Op> op, int lhs, int rhs) {
    return (b, v) -> b.add(op.apply(List.of(v.get(lhs), v.get(rhs))));
  }

  private static Function<List<Value>, Op> op(BiFunction<Value, Value, Op> op) {
    return pair -> op.apply(pair.get(0), pair.get(1));
  }

  private static List<Long> list(long... values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static Value bool(Builder b, String type, boolean value) {
    return b.splat(type(type), value ? 1L : 0L);
  }

  static {
    arithmetic();
    bits();
    choices();
    shapes();
    parts();
  }

  private static void arithmetic() {
    yes(
        "CommuteConstants",
        "3xi32",
        (b, v) -> b.add(number(b, v.get(0), 5), v.get(0)),
        with(5, op(AddOp::new)));
    no("CommuteConstants", "3xf32", (b, v) -> b.add(number(b, v.get(0), 5), v.get(0)));
    no("CommuteConstants", "3xi32", (b, v) -> b.subtract(number(b, v.get(0), 5), v.get(0)));
    no("CommuteConstants", "3xi32", with(5, op(AddOp::new)));
    yes("AddZero", "3xi32", with(0, op(AddOp::new)), argument(0));
    yes("AddZero", "3xi1", with(0, op(AddOp::new)), argument(0));
    no("AddZero", "3xi32", with(1, op(AddOp::new)));
    no("AddZero", "3xf32", with(0, op(AddOp::new)));
    yes(
        "AddNegation",
        "3xi8 3xi8",
        (b, v) -> b.add(v.get(0), b.negate(v.get(1))),
        binary(op(SubtractOp::new), 0, 1));
    no("AddNegation", "3xf64 3xf64", (b, v) -> b.add(v.get(0), b.negate(v.get(1))));
    yes("SubtractZero", "2x3xui8", with(0, op(SubtractOp::new)), argument(0));
    no("SubtractZero", "2x3xf16", with(0, op(SubtractOp::new)));
    no("SubtractZero", "i32", (b, v) -> b.subtract(number(b, v.get(0), 0), v.get(0)));
    yes("SubtractItself", "3xi64", binary(op(SubtractOp::new), 0, 0), number(0));
    no("SubtractItself", "3xi64 3xi64", binary(op(SubtractOp::new), 0, 1));
    no("SubtractItself", "3xf32", binary(op(SubtractOp::new), 0, 0));
    yes(
        "SubtractNegation",
        "3xi32 3xi32",
        (b, v) -> b.subtract(v.get(0), b.negate(v.get(1))),
        binary(op(AddOp::new), 0, 1));
    no("SubtractNegation", "3xf32 3xf32", (b, v) -> b.subtract(v.get(0), b.negate(v.get(1))));
    yes(
        "SubtractAddend",
        "3xi32 3xi32",
        (b, v) -> b.subtract(b.add(v.get(0), v.get(1)), v.get(0)),
        argument(1));
    yes(
        "SubtractAddend",
        "3xi32 3xi32",
        (b, v) -> b.subtract(b.add(v.get(0), v.get(1)), v.get(1)),
        argument(0));
    no("SubtractAddend", "3xf32 3xf32", (b, v) -> b.subtract(b.add(v.get(0), v.get(1)), v.get(0)));
    no(
        "SubtractAddend",
        "3xi32 3xi32 3xi32",
        (b, v) -> b.subtract(b.add(v.get(0), v.get(1)), v.get(2)));
    yes("MultiplyByOne", "3xi16", with(1, op(MultiplyOp::new)), argument(0));
    yes("MultiplyByOne", "3xi1", with(1, op(MultiplyOp::new)), argument(0));
    no("MultiplyByOne", "3xi16", with(2, op(MultiplyOp::new)));
    no("MultiplyByOne", "3xf32", with(1, op(MultiplyOp::new)));
    yes("MultiplyByZero", "3xi32", with(0, op(MultiplyOp::new)), number(0));
    no("MultiplyByZero", "3xf32", with(0, op(MultiplyOp::new)));
    yes("DivideByOne", "3xi32", with(1, op(DivideOp::new)), argument(0));
    no("DivideByOne", "3xf32", with(1, op(DivideOp::new)));
    no("DivideByOne", "3xi32", (b, v) -> b.divide(number(b, v.get(0), 1), v.get(0)));
    yes("RemainderByOne", "3xi32", with(1, op(RemainderOp::new)), number(0));
    no("RemainderByOne", "3xf32", with(1, op(RemainderOp::new)));
    yes("NegateTwice", "3xf32", (b, v) -> b.negate(b.negate(v.get(0))), argument(0));
    no("NegateTwice", "3xf32", (b, v) -> b.negate(b.abs(v.get(0))));
    yes("MaximumOfSame", "3xi32", binary(op(MaximumOp::new), 0, 0), argument(0));
    no("MaximumOfSame", "3xf32", binary(op(MaximumOp::new), 0, 0));
    no("MaximumOfSame", "3xi32 3xi32", binary(op(MaximumOp::new), 0, 1));
    yes("MinimumOfSame", "3xui32", binary(op(MinimumOp::new), 0, 0), argument(0));
    no("MinimumOfSame", "3xf32", binary(op(MinimumOp::new), 0, 0));
  }

  private static void bits() {
    yes("NotTwice", "3xi1", (b, v) -> b.not(b.not(v.get(0))), argument(0));
    yes("NotTwice", "3xi8", (b, v) -> b.not(b.not(v.get(0))), argument(0));
    no("NotTwice", "3xi8", (b, v) -> b.not(b.negate(v.get(0))));
    yes("ShiftByZero", "3xi32", with(0, op(ShiftLeftOp::new)), argument(0));
    yes("ShiftByZero", "3xi32", with(0, op(ShiftRightArithmeticOp::new)), argument(0));
    yes("ShiftByZero", "3xui32", with(0, op(ShiftRightLogicalOp::new)), argument(0));
    no("ShiftByZero", "3xi32", with(1, op(ShiftLeftOp::new)));
    yes("AndWithZero", "3xi32", with(0, op(AndOp::new)), number(0));
    no("AndWithZero", "3xi32", with(2, op(AndOp::new)));
    yes("AndWithOnes", "3xi32", with(-1, op(AndOp::new)), argument(0));
    yes("AndWithOnes", "3xui8", with(255, op(AndOp::new)), argument(0));
    yes("AndWithOnes", "3xi1", with(1, op(AndOp::new)), argument(0));
    no("AndWithOnes", "3xi32", with(1, op(AndOp::new)));
    yes("AndWithItself", "3xi32", binary(op(AndOp::new), 0, 0), argument(0));
    no("AndWithItself", "3xi32 3xi32", binary(op(AndOp::new), 0, 1));
    yes("OrWithZero", "3xi1", with(0, op(OrOp::new)), argument(0));
    no("OrWithZero", "3xi1", with(1, op(OrOp::new)));
    yes("OrWithOnes", "3xi1", with(1, op(OrOp::new)), number(1));
    yes("OrWithOnes", "3xi64", with(-1, op(OrOp::new)), number(-1));
    no("OrWithOnes", "3xi64", with(1, op(OrOp::new)));
    yes("OrWithItself", "3xi32", binary(op(OrOp::new), 0, 0), argument(0));
    no("OrWithItself", "3xi32 3xi32", binary(op(OrOp::new), 0, 1));
    yes("XorWithZero", "3xi32", with(0, op(XorOp::new)), argument(0));
    no("XorWithZero", "3xi32", with(3, op(XorOp::new)));
    yes("XorWithOnes", "3xi1", with(1, op(XorOp::new)), (b, v) -> b.not(v.get(0)));
    yes("XorWithOnes", "3xui16", with(65535, op(XorOp::new)), (b, v) -> b.not(v.get(0)));
    no("XorWithOnes", "3xi32", with(1, op(XorOp::new)));
    yes("XorWithItself", "3xi32", binary(op(XorOp::new), 0, 0), number(0));
    no("XorWithItself", "3xi32 3xi32", binary(op(XorOp::new), 0, 1));
  }

  private static void choices() {
    for (ComparisonDirection direction : ComparisonDirection.values()) {
      boolean equal =
          Set.of(ComparisonDirection.EQ, ComparisonDirection.GE, ComparisonDirection.LE)
              .contains(direction);
      yes(
          "CompareWithItself",
          "3xi32",
          (b, v) -> b.compare(direction, v.get(0), v.get(0)),
          (b, _) -> bool(b, "3xi1", equal));
      no("CompareWithItself", "3xf32", (b, v) -> b.compare(direction, v.get(0), v.get(0)));
      no("NotOfCompare", "3xf32 3xf32", (b, v) -> b.not(b.compare(direction, v.get(0), v.get(1))));
    }
    yes(
        "NotOfCompare",
        "3xi32 3xi32",
        (b, v) -> b.not(b.compare(ComparisonDirection.LT, v.get(0), v.get(1))),
        (b, v) -> b.compare(ComparisonDirection.GE, v.get(0), v.get(1)));
    yes(
        "NotOfCompare",
        "3xui8 3xui8",
        (b, v) -> b.not(b.compare(ComparisonDirection.GT, v.get(0), v.get(1))),
        (b, v) -> b.compare(ComparisonDirection.LE, v.get(0), v.get(1)));
    yes(
        "NotOfCompare",
        "3xi1 3xi1",
        (b, v) -> b.not(b.compare(ComparisonDirection.EQ, v.get(0), v.get(1))),
        (b, v) -> b.compare(ComparisonDirection.NE, v.get(0), v.get(1)));
    yes(
        "SelectByConstant",
        "3xf32 3xf32",
        (b, v) -> b.select(bool(b, "i1", true), v.get(0), v.get(1)),
        argument(0));
    yes(
        "SelectByConstant",
        "3xf32 3xf32",
        (b, v) -> b.select(bool(b, "3xi1", false), v.get(0), v.get(1)),
        argument(1));
    no(
        "SelectByConstant",
        "3xf32 3xf32",
        (b, v) -> b.select(b.constant(Literal.of(type("3xi1"), 1, 0, 1)), v.get(0), v.get(1)));
    yes(
        "SelectOfSame",
        "3xi1 3xf32",
        (b, v) -> b.select(v.get(0), v.get(1), v.get(1)),
        argument(1));
    no("SelectOfSame", "3xi1 3xf32 3xf32", (b, v) -> b.select(v.get(0), v.get(1), v.get(2)));
    yes(
        "SelectByNot",
        "i1 3xf32 3xf32",
        (b, v) -> b.select(b.not(v.get(0)), v.get(1), v.get(2)),
        (b, v) -> b.select(v.get(0), v.get(2), v.get(1)));
    no("SelectByNot", "i1 3xf32 3xf32", (b, v) -> b.select(v.get(0), v.get(1), v.get(2)));
    yes(
        "SelectOfBooleans",
        "3xi1",
        (b, v) -> b.select(v.get(0), bool(b, "3xi1", true), bool(b, "3xi1", false)),
        argument(0));
    yes(
        "SelectOfBooleans",
        "3xi1",
        (b, v) -> b.select(v.get(0), bool(b, "3xi1", false), bool(b, "3xi1", true)),
        (b, v) -> b.not(v.get(0)));
    no(
        "SelectOfBooleans",
        "i1",
        (b, v) -> b.select(v.get(0), bool(b, "3xi1", true), bool(b, "3xi1", false)));
    yes(
        "ConvertToSameType",
        "3xf16",
        (b, v) -> b.add(new ConvertOp(v.get(0), type("3xf16"))),
        argument(0));
    no("ConvertToSameType", "3xf16", (b, v) -> b.add(new ConvertOp(v.get(0), type("3xf32"))));
    thereAndBack("i8", "i32", true);
    thereAndBack("i8", "ui8", true);
    thereAndBack("i1", "ui8", true);
    thereAndBack("ui32", "i64", true);
    thereAndBack("i32", "i8", false);
    thereAndBack("i8", "i1", false);
    thereAndBack("i8", "f32", false);
    thereAndBack("f32", "f64", false);
    thereAndBack("f32", "i64", false);
  }

  private static void thereAndBack(String narrow, String wide, boolean same) {
    Side before =
        (b, v) -> b.convert(b.convert(v.get(0), type(wide).element()), type(narrow).element());
    if (same) {
      yes("ConvertThereAndBack", "3x" + narrow, before, argument(0));
    } else {
      no("ConvertThereAndBack", "3x" + narrow, before);
    }
  }

  private static void shapes() {
    yes("ReshapeToSameType", "2x3xf32", (b, v) -> b.reshape(v.get(0), 2, 3), argument(0));
    no("ReshapeToSameType", "2x3xf32", (b, v) -> b.reshape(v.get(0), 3, 2));
    yes(
        "ReshapeOfReshape",
        "2x3xf32",
        (b, v) -> b.reshape(b.reshape(v.get(0), 6), 3, 2),
        (b, v) -> b.reshape(v.get(0), 3, 2));
    no("ReshapeOfReshape", "2x3xf32", (b, v) -> b.reshape(b.transpose(v.get(0), 1, 0), 6));
    yes("TransposeOfNothing", "2x3xf32", (b, v) -> b.transpose(v.get(0), 0, 1), argument(0));
    no("TransposeOfNothing", "3x3xf32", (b, v) -> b.transpose(v.get(0), 1, 0));
    yes(
        "TransposeOfTranspose",
        "2x3x4xf32",
        (b, v) -> b.transpose(b.transpose(v.get(0), 1, 2, 0), 2, 1, 0),
        (b, v) -> b.transpose(v.get(0), 0, 2, 1));
    no("TransposeOfTranspose", "2x3xf32", (b, v) -> b.transpose(b.negate(v.get(0)), 1, 0));
    yes(
        "BroadcastToSameType",
        "2x3xf32",
        (b, v) -> b.broadcast(v.get(0), type("2x3xf32"), 0, 1),
        argument(0));
    no("BroadcastToSameType", "3x3xf32", (b, v) -> b.broadcast(v.get(0), type("3x3xf32"), 1, 0));
    yes(
        "BroadcastOfBroadcast",
        "3xf32",
        (b, v) -> b.broadcast(b.broadcast(v.get(0), type("2x3xf32"), 1), type("3x4x2xf32"), 2, 0),
        (b, v) -> b.broadcast(v.get(0), type("3x4x2xf32"), 0));
    yes(
        "BroadcastOfBroadcast",
        "1xf32",
        (b, v) -> b.broadcast(b.broadcast(v.get(0), type("1x3xf32"), 0), type("2x3xf32"), 0, 1),
        (b, v) -> b.broadcast(v.get(0), type("2x3xf32"), 0));
    no(
        "BroadcastOfBroadcast",
        "3xf32",
        (b, v) -> b.broadcast(b.negate(v.get(0)), type("2x3xf32"), 1));
    yes(
        "ReverseOfNothing",
        "2x1xf32",
        (b, v) -> b.add(new ReverseOp(v.get(0), list(1))),
        argument(0));
    yes(
        "ReverseOfNothing",
        "2x1xf32",
        (b, v) -> b.add(new ReverseOp(v.get(0), list())),
        argument(0));
    no("ReverseOfNothing", "2x1xf32", (b, v) -> b.add(new ReverseOp(v.get(0), list(0, 1))));
    yes(
        "ReverseOfReverse",
        "2x3x4xi8",
        (b, v) -> b.add(new ReverseOp(b.add(new ReverseOp(v.get(0), list(2, 0))), list(1, 2))),
        (b, v) -> b.add(new ReverseOp(v.get(0), list(0, 1))));
    no("ReverseOfReverse", "2x3xi8", (b, v) -> b.add(new ReverseOp(b.not(v.get(0)), list(1))));
  }

  private static void parts() {
    yes(
        "SliceOfWhole",
        "2x3xf32",
        (b, v) -> b.slice(v.get(0), list(0, 0), list(2, 3)),
        argument(0));
    yes(
        "SliceOfWhole",
        "1x3xf32",
        (b, v) -> b.slice(v.get(0), list(0, 0), list(1, 3), list(7, 1)),
        argument(0));
    no("SliceOfWhole", "2x3xf32", (b, v) -> b.slice(v.get(0), list(0, 0), list(2, 3), list(1, 2)));
    yes(
        "SliceOfSlice",
        "20xi32",
        (b, v) -> b.slice(b.slice(v.get(0), list(1), list(19), list(3)), list(1), list(6), list(2)),
        (b, v) -> b.slice(v.get(0), list(4), list(17), list(6)));
    yes(
        "SliceOfSlice",
        "20xi32",
        (b, v) -> b.slice(b.slice(v.get(0), list(1), list(19), list(3)), list(2), list(3), list(9)),
        (b, v) -> b.slice(v.get(0), list(7), list(8)));
    no(
        "SliceOfSlice",
        "20xi32",
        (b, v) -> b.slice(b.slice(v.get(0), list(1), list(19)), list(18), list(18)));
    yes("ConcatenateOfOne", "2x3xf32", (b, v) -> b.concatenate(0, v.get(0)), argument(0));
    no("ConcatenateOfOne", "2x3xf32", (b, v) -> b.concatenate(0, v.get(0), v.get(0)));
    yes(
        "ConcatenateOfEmpty",
        "2xf32 0xf32 3xf32",
        (b, v) -> b.concatenate(0, v.get(0), v.get(1), v.get(2)),
        (b, v) -> b.concatenate(0, v.get(0), v.get(2)));
    no("ConcatenateOfEmpty", "0xf32 0xf32", (b, v) -> b.concatenate(0, v.get(0), v.get(1)));
    no("ConcatenateOfEmpty", "0x2xf32 0x3xf32", (b, v) -> b.concatenate(1, v.get(0), v.get(1)));
    yes(
        "PadOfNothing",
        "3xf32 f32",
        (b, v) -> b.add(new PadOp(v.get(0), v.get(1), list(0), list(0), list(0))),
        argument(0));
    yes(
        "PadOfNothing",
        "1xf32 f32",
        (b, v) -> b.add(new PadOp(v.get(0), v.get(1), list(0), list(0), list(4))),
        argument(0));
    no(
        "PadOfNothing",
        "3xf32 f32",
        (b, v) -> b.add(new PadOp(v.get(0), v.get(1), list(1), list(-1), list(0))));
    no(
        "PadOfNothing",
        "3xf32 f32",
        (b, v) -> b.add(new PadOp(v.get(0), v.get(1), list(0), list(-2), list(1))));
    yes(
        "DynamicSliceOfWhole",
        "2x3xf32 i32",
        (b, v) -> b.dynamicSlice(v.get(0), Collections.nCopies(2, v.get(1)), 2, 3),
        argument(0));
    no(
        "DynamicSliceOfWhole",
        "2x3xf32 i32",
        (b, v) -> b.dynamicSlice(v.get(0), Collections.nCopies(2, v.get(1)), 2, 2));
    yes(
        "DynamicUpdateSliceOfWhole",
        "3xf32 3xf32 i32",
        (b, v) -> b.dynamicUpdateSlice(v.get(0), v.get(1), List.of(v.get(2))),
        argument(1));
    no(
        "DynamicUpdateSliceOfWhole",
        "3xf32 2xf32 i32",
        (b, v) -> b.dynamicUpdateSlice(v.get(0), v.get(1), List.of(v.get(2))));
  }

  static List<Case> cases() {
    return CASES;
  }

  private static Module module(Case of, Side side) {
    return Programs.module(of.arguments(), (b, v) -> List.of(side.of(b, v)));
  }

  private static Rule rule(String name) {
    return Rules.ALL.stream()
        .filter(rule -> rule.getClass().getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no rule " + name));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rewritesWhatItSaysAndNothingElse(Case of) {
    Module before = module(of, of.before());
    Module after = SimplifyAlgebra.run(before, List.of(rule(of.rule())));
    if (of.after().isEmpty()) {
      Programs.assertSame(after, before);
    } else {
      Module expected = module(of, of.after().getFirst());
      Programs.assertSame(RemoveDeadCode.run(after), RemoveDeadCode.run(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesTheSame(Case of) {
    Module before = module(of, of.before());
    Module after = SimplifyAlgebra.run(before);
    for (long seed = 0; seed < 20; seed++) {
      List<Tensor> arguments = RandomTensors.of(Programs.types(of.arguments()), new Random(seed));
      assertThat(Evaluator.evaluate(after, "main", arguments))
          .as("seed %d, arguments %s", seed, arguments)
          .usingElementComparator(RandomTensors.BITS_SAVE_OF_NAN)
          .isEqualTo(Evaluator.evaluate(before, "main", arguments));
    }
  }

  @Test
  void hasCasesForAndAgainstEachRule() {
    Set<String> rewriting = new HashSet<>();
    Set<String> leaving = new HashSet<>();
    CASES.forEach(of -> (of.after().isEmpty() ? leaving : rewriting).add(of.rule()));
    for (Rule rule : Rules.ALL) {
      assertThat(rewriting).contains(rule.getClass().getSimpleName());
      assertThat(leaving).contains(rule.getClass().getSimpleName());
    }
  }
}
