package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// A text can ask for no more than the limits allow, and one step less is fine.
class LimitsTest {
  private static final Limits SMALL = new Limits(4000, 5, 3, 4, 20, 2, 100, 16);

  private static void assertRejected(String text, String message) {
    assertThatThrownBy(() -> Parser.parse(text, "t.mlir", SMALL))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining(message);
  }

  private static String constant(String dense, String type) {
    return "func.func @f() { %%0 = stablehlo.constant %s : %s\n return }".formatted(dense, type);
  }

  private static void assertAccepted(String text) {
    assertThat(Parser.parse(text, "t.mlir", SMALL)).isNotNull();
  }

  @Test
  void limitsTheText() {
    assertRejected(" ".repeat(4001), "expected a text of at most 4000 characters, got 4001");
    assertAccepted(" ".repeat(4000));
  }

  @Test
  void limitsOps() {
    String op = "%s = stablehlo.constant dense<1> : tensor<i1>\n";
    String start = "func.func @f() {\n" + op.formatted("%0");
    String end = op.formatted("%1") + op.formatted("%2") + op.formatted("%3");
    assertAccepted(start + end + "return }");
    assertRejected(start + end + op.formatted("%4") + "return }", "expected at most 5 ops");
  }

  @Test
  void limitsNestingOfRegions() {
    Limits deeper = new Limits(100_000, 1000, 3, 4, 20, 2, 100, 16);
    assertThat(Parser.parse(RoundTripTest.nested(3), "t.mlir", deeper)).isNotNull();
    assertThatThrownBy(() -> Parser.parse(RoundTripTest.nested(4), "t.mlir", deeper))
        .hasMessageContaining("expected regions nested at most 3 deep");
  }

  @Test
  void limitsNestingOfAttributes() {
    assertAccepted("module attributes {a = [[[[]]]]} {}");
    assertRejected("module attributes {a = [[[[[]]]]]} {}", "nested at most 4 deep");
    assertRejected("#a = []\n#b = [#a]\n#c = [#b]", "aliases nested at most 4 deep");
  }

  @Test
  void limitsWhatAliasesMultiply() {
    assertRejected(
        "#a = [1, 1, 1, 1]\nmodule attributes {a = [#a, #a, #a, #a, #a]} {}",
        "expected at most 20 parts of attributes");
  }

  @Test
  void limitsTypes() {
    assertAccepted(constant("dense<1>", "tensor<10x10xi8>"));
    assertRejected(constant("dense<1>", "tensor<10x11xi8>"), "shape of at most 100 elements");
    assertRejected(constant("dense<1>", "tensor<1x1x1xi8>"), "rank of at most 2");
    assertRejected(
        constant("dense<1>", "tensor<99999999999999999999xi8>"), "dimension of at most 18 digits");
    assertRejected(constant("dense<1>", "tensor<0x101xi8>"), "shape of at most 100 elements");
  }

  @Test
  void limitsBytesOfConstantsTogether() {
    assertAccepted(constant("dense<[1, 2, 3, 4]>", "tensor<4xi32>"));
    assertRejected(
        constant("dense<[1, 2, 3, 4, 5]>", "tensor<5xi32>"), "constants of at most 16 bytes");
    assertRejected(
        constant("dense<\"0x0000000001000000020000000300000004000000\">", "tensor<5xi32>"),
        "constants of at most 16 bytes");
  }
}
