package dev.ranvier.compiler.simplify;

import static dev.ranvier.compiler.simplify.Programs.assertSame;
import static dev.ranvier.compiler.simplify.Programs.module;
import static dev.ranvier.compiler.simplify.Programs.ops;
import static dev.ranvier.compiler.simplify.Programs.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.ConvolutionWindow;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.type.ElementType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
  private static Module module1(Function<Builder, Value> body) {
    return module("", (b, _) -> List.of(body.apply(b)));
  }

  private static Module folded(Function<Builder, Value> body) {
    return RemoveDeadCode.run(FoldConstants.run(module1(body)));
  }

  private static void assertFolds(Function<Builder, Value> body, Literal expected) {
    assertSame(folded(body), module1(b -> b.constant(expected)));
  }

  private static void assertStays(Function<Builder, Value> body) {
    Module before = module1(body);
    assertSame(FoldConstants.run(before), before);
  }

  private static Value longs(Builder b, String type, long... values) {
    return b.constant(Literal.of(type(type), values));
  }

  private static Value floats(Builder b, String type, double... values) {
    return b.constant(Literal.of(type(type), values));
  }

  @Test
  void foldsChainsInOneWalk() {
    assertFolds(
        b ->
            b.multiply(
                b.add(longs(b, "3xi32", 1, 2, 3), longs(b, "3xi32", 4, 5, 6)),
                longs(b, "3xi32", 2)),
        Literal.of(type("3xi32"), 10, 14, 18));
  }

  @Test
  void wrapsIntegers() {
    assertFolds(b -> b.add(longs(b, "i8", 127), longs(b, "i8", 1)), Literal.of(type("i8"), -128L));
  }

  @Test
  void foldsSplatsOfAnySize() {
    assertFolds(
        b ->
            b.add(
                floats(b, "1000x1000xf32", 1),
                b.broadcast(floats(b, "f32", 0.5), type("1000x1000xf32"))),
        Literal.splat(type("1000x1000xf32"), 1.5));
  }

  @Test
  void writesEqualElementsAsOne() {
    Module after = folded(b -> b.subtract(longs(b, "3xi32", 5, 6, 7), longs(b, "3xi32", 4, 5, 6)));
    assertSame(after, module1(b -> b.splat(type("3xi32"), 1L)));
  }

  @Test
  void doesNotMakeTheTextGrow() {
    assertStays(b -> b.broadcast(longs(b, "2xi32", 1, 2), type("100x2xi32"), 1));
    assertStays(b -> b.iota(type("100xi32"), 0));
  }

  @Test
  void doesNotComputeWhatIsLarge() {
    long[] many = LongStream.range(0, 5_000).toArray();
    assertStays(b -> b.add(longs(b, "5000xi32", many), longs(b, "5000xi32", many)));
  }

  @Test
  void foldsWhatIeeeBinds() {
    assertFolds(
        b -> b.divide(floats(b, "f32", 1), floats(b, "f32", 3)), Literal.of(type("f32"), 1.0 / 3));
    assertFolds(
        b -> b.add(floats(b, "f32", -0.0), floats(b, "f32", -0.0)), Literal.of(type("f32"), -0.0));
  }

  @Test
  void leavesFloatsToTheDeviceWhereItMayDiffer() {
    assertStays(b -> b.exponential(floats(b, "f32", 1)));
    assertStays(b -> b.divide(floats(b, "f32", 0), floats(b, "f32", 0)));
    assertStays(b -> b.multiply(floats(b, "f32", 1e-20), floats(b, "f32", 1e-20)));
    assertStays(b -> b.maximum(floats(b, "f32", 0.0), floats(b, "f32", -0.0)));
    assertStays(b -> b.reduceSum(floats(b, "3xf32", 0.1, 0.2, 0.3), 0));
    assertStays(b -> b.convert(floats(b, "f32", 0.1), ElementType.F16));
    assertStays(b -> b.convert(floats(b, "f32", 300), ElementType.I8));
    assertStays(b -> convolved(b, floats(b, "1x2x1xf32", 1, 2), floats(b, "2x1x1xf32", 3, 4)));
  }

  private static Value convolved(Builder b, Value lhs, Value rhs) {
    ConvolutionDimensionNumbers rows = ConvolutionDimensionNumbers.featuresLast(1);
    return b.add(ConvolutionOp.of(lhs, rhs, rows, ConvolutionWindow.of(1)));
  }

  @Test
  void foldsProductsOfIntegers() {
    assertFolds(
        b -> convolved(b, longs(b, "1x2x1xi32", 1, 2), longs(b, "2x1x1xi32", 3, 4)),
        Literal.of(type("1x1x1xi32"), 11L));
  }

  @Test
  void leavesWhatIsSaidOfShardingsInItsPlace() {
    Module before =
        Parser.parse(
            """
            sdy.mesh @mesh = <["x"=2]>
            func.func @main() -> tensor<2xi32> {
              %0 = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
              %1 = sdy.sharding_constraint %0 <@mesh, [{"x"}]> : tensor<2xi32>
              return %1 : tensor<2xi32>
            }
            """,
            "m.mlir");
    assertSame(RemoveDeadCode.run(FoldConstants.run(before)), before);
  }

  @Test
  void leavesIntegersToTheDeviceWhereItMayDiffer() {
    assertStays(b -> b.divide(longs(b, "2xi32", 1, 2), longs(b, "2xi32", 1, 0)));
    assertStays(b -> b.remainder(longs(b, "i32", Integer.MIN_VALUE), longs(b, "i32", -1)));
    assertStays(b -> b.add(new ShiftLeftOp(longs(b, "i32", 1), longs(b, "i32", 32))));
  }

  @Test
  void convertsWhatIsHeldExactly() {
    assertFolds(
        b -> b.convert(floats(b, "f32", 0.5), ElementType.F16), Literal.of(type("f16"), 0.5));
    assertFolds(
        b -> b.convert(floats(b, "f32", -2.75), ElementType.I8), Literal.of(type("i8"), -2L));
    assertFolds(
        b -> b.add(new ConvertOp(longs(b, "i32", 3), type("f32"))), Literal.of(type("f32"), 3.0));
  }

  @Test
  void leavesBarriersAlone() {
    assertStays(b -> b.append(new OptimizationBarrierOp(List.of(longs(b, "i32", 1)))).getFirst());
  }

  @Test
  void takesTheBranchThatIsKnown() {
    Module before =
        module(
            "f32",
            (b, v) -> {
              Value known = b.not(longs(b, "i1", 0));
              return b.branch(
                  known, x -> List.of(x.negate(v.getFirst())), x -> List.of(x.abs(v.getFirst())));
            });
    assertThat(ops(RemoveDeadCode.run(FoldConstants.run(before)))).isEqualTo("negate return");
  }

  @Test
  void takesTheLastCaseForAnIndexOutOfRange() {
    Module before =
        module(
            "f32",
            (b, v) -> {
              var first =
                  Builder.block(
                      List.of(), Programs.PLACE, (x, _) -> x.returns(x.negate(v.getFirst())));
              var last =
                  Builder.block(
                      List.of(), Programs.PLACE, (x, _) -> x.returns(x.abs(v.getFirst())));
              return b.append(new CaseOp(longs(b, "i32", -1), List.of(first, last)));
            });
    assertThat(ops(RemoveDeadCode.run(FoldConstants.run(before)))).isEqualTo("abs return");
  }
}
