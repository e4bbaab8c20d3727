package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.op.OpTable;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The law of this room: what is printed is read back, the same to the byte.
class RoundTripTest {
  static void assertReadBack(Module module) {
    String text = Printer.print(module);
    Module back = Parser.parse(text, "printed.mlir");
    assertThat(Isomorphism.firstDifference(module, back, Isomorphism.Locations.COMPARED)).isEmpty();
    assertThat(Printer.print(back)).isEqualTo(text);
    String bare = Printer.print(module, Printer.Locations.HIDDEN);
    Module again = Parser.parse(bare, "printed.mlir");
    assertThat(Isomorphism.firstDifference(module, again)).isEmpty();
    assertThat(Printer.print(again, Printer.Locations.HIDDEN)).isEqualTo(bare);
  }

  @Test
  void readsBackEveryTensorOp() {
    assertReadBack(SampleTexts.everyTensorOp());
  }

  @Test
  void readsBackEveryEventOp() {
    assertReadBack(SampleTexts.everyEventOp());
  }

  @Test
  void samplesHoldEveryOpThereIs() {
    String text =
        Printer.print(SampleTexts.everyTensorOp()) + Printer.print(SampleTexts.everyEventOp());
    Set<String> printed = new TreeSet<>();
    Pattern.compile("\"([a-z]+\\.[a-z0-9_]+)\"\\(")
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(printed::add);
    assertThat(printed).isEqualTo(new TreeSet<>(OpTable.names()));
  }

  @Test
  void readsModulesAndFunctionsInGenericForm() {
    Module generic = Parser.parse(SampleTexts.read("generic-module.mlir"), "g.mlir");
    Module pretty =
        Parser.parse(
            """
            module @generic attributes {mhlo.num_partitions = 1 : i32} {
              func.func public @main(%x: tensor<4xf32> {tf.aliasing_output = 0 : i32}, \
            %n: tensor<i32>) -> (tensor<4xf32> {jax.result_info = "result"}) {
                %0 = call @twice(%x) : (tensor<4xf32>) -> tensor<4xf32>
                return %0 : tensor<4xf32>
              }
              func.func private @twice(%x: tensor<4xf32>) -> tensor<4xf32> {
                %0 = stablehlo.add %x, %x : tensor<4xf32>
                return %0 : tensor<4xf32>
              }
            }
            """,
            "p.mlir");
    assertThat(Isomorphism.firstDifference(generic, pretty)).isEmpty();
    assertReadBack(generic);
  }

  @Test
  void samplesHoldTogether() {
    assertThat(Verifier.verify(SampleTexts.everyTensorOp(), Stage.TENSOR)).isEmpty();
    assertThat(Verifier.verify(SampleTexts.everyEventOp(), Stage.EVENT)).isEmpty();
  }

  @Test
  void readsBackNamesAndTextsOfAllCharacters() {
    String text =
        """
        module @"a b" attributes {"x y" = "tab\\09quote\\22back\\\\slash\\C3\\A4", dialect.unit} {
          func.func private @"0f"(%arg0: tensor<0x3xf32> loc("a\\0Ab":1:0)) -> tensor<0x3xf32> {
            "func.return"(%arg0) : (tensor<0x3xf32>) -> () loc("\\E4\\B8\\AD.java":2:3)
          } loc(unknown)
        }
        """;
    assertThat(Printer.print(Parser.parse(text, "t.mlir"))).isEqualTo(text);
  }

  @Test
  void readsBackEveryFormOfAttribute() {
    String text =
        """
        module @m attributes {a.a = true, a.b, a.c = 3 : i64, a.d = -1 : i8, a.e = 255 : ui8, \
        a.f = 1.5 : f32, a.g = 0x7FC00000 : f32, a.h = [], a.i = [1 : i64, "x", @f], \
        a.j = array<i64>, a.k = array<i64: 1, -2>, a.l = array<i1: true, false>, \
        a.m = tensor<2xf32>, a.n = {x = {y}}, a.o = #stablehlo<precision HIGH>, \
        a.p = #stablehlo.gather<offset_dims = [1, 2], index_vector_dim = 1>, \
        a.q = dense<> : tensor<0x2xi8>, a.r = 18446744073709551615 : ui64, \
        a.s = #stablehlo.dot<>, a.t = -0.0 : f64, a.u = !ranvier.queue<2x3xfifo[4]>, \
        a.v = #sdy.mesh<["x"=2], device_ids=[1, 0]>, a.w = #sdy.mesh<[]>, \
        a.x = #sdy.sharding<@"a b", [{"x":(1)2, "y", ?}p0, {?}, {}], replicated={"z"}, \
        unreduced={"\\22"}>, a.y = #sdy.sharding_per_value<[]>, \
        a.z = #sdy.sharding_per_value<[<@m, []>, <@m, [{}]>]>, \
        b.a = #stablehlo.dot_algorithm<lhs_precision_type = tf32, a = true, b = 2.0E-5, c = unit>, \
        b.b = #stablehlo.result_accuracy_mode<HIGHEST>, \
        b.c = #stablehlo.conv<[b, 0, 1, f]x[0, o, 1, i]->[1, f, 0, b]>, \
        b.d = !ranvier.queue<sorted[4, 80], "sort">} {
        }
        """;
    assertThat(Printer.print(Parser.parse(text, "t.mlir"))).isEqualTo(text);
  }

  @Test
  void readsBackRegionsAsDeepAsTheParserAllows() {
    Module deep = Parser.parse(nested(Limits.GENEROUS.regionNesting()), "deep.mlir");
    assertReadBack(deep);
  }

  /// A function with `if` in `if`, `depth` deep.
  static String nested(int depth) {
    StringBuilder text = new StringBuilder("func.func @f(%p: tensor<i1>) -> tensor<i1> {\n");
    for (int i = 0; i < depth; i++) {
      text.append("%r").append(i).append(" = \"stablehlo.if\"(%p) ({\n");
    }
    text.append("stablehlo.return %p : tensor<i1>\n");
    for (int i = depth - 1; i >= 0; i--) {
      text.append("}, { stablehlo.return %p : tensor<i1> }) : (tensor<i1>) -> tensor<i1>\n");
      text.append(i == 0 ? "func.return" : "stablehlo.return");
      text.append(" %r").append(i).append(" : tensor<i1>\n");
    }
    return text.append("}\n").toString();
  }
}
