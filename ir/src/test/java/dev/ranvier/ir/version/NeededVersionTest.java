package dev.ranvier.ir.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.text.Printer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Versions are those of StableHLO's own log; `.ci/check-stablehlo.py` holds the stamps of the
/// examples against another implementation.
class NeededVersionTest {
  private static Module module(String op) {
    return Parser.parse(
        """
        module @m {
          func.func public @main(%%x: tensor<4x4xf32>, %%i: tensor<4x1xi32>) {
            %s
            "func.return"() : () -> ()
          }
        }
        """
            .formatted(op),
        "m.mlir");
  }

  private static String needed(String op) {
    return NeededVersion.of(module(op)).version().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "abs, '', 1.0.0",
    "exponential, '', 1.0.0",
    "tan, '', 1.4.0",
    "exponential, HIGHEST, 1.9.0",
    "tan, HIGHEST, 1.10.0",
    "tanh, HIGHEST, 1.10.0",
    "tanh, DEFAULT, 1.0.0",
  })
  void functionsNeedMoreWhereTheyAskForAccuracy(String op, String mode, String version) {
    String accuracy =
        "{result_accuracy = #stablehlo.result_accuracy<mode = #stablehlo.result_accuracy_mode<%s>>}"
            .formatted(mode);
    assertThat(
            needed(
                "%%0 = \"stablehlo.%s\"(%%x) %s : (tensor<4x4xf32>) -> tensor<4x4xf32>"
                    .formatted(op, mode.isEmpty() ? "" : accuracy)))
        .isEqualTo(version);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 1.0.0",
    "f32, f32, 1.6.0",
    "f8E5M2, f8E4M3FN, 1.6.0",
    "f8E5M2, f8E3M4, 1.7.0",
    "f8E4M3, f8E5M2, 1.7.0",
  })
  void productsNeedMoreWhereTheyHaveAnAlgorithm(String lhs, String rhs, String version) {
    String algorithm =
        """
        , algorithm = #stablehlo.dot_algorithm<lhs_precision_type = %s, rhs_precision_type = %s,
        accumulation_type = f32, lhs_component_count = 1, rhs_component_count = 1,
        num_primitive_operations = 1, allow_imprecise_accumulation = false>"""
            .formatted(lhs, rhs);
    assertThat(
            needed(
                """
                %%0 = "stablehlo.dot_general"(%%x, %%x) {dot_dimension_numbers = #stablehlo.dot<
                lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>%s}
                : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>"""
                    .formatted(lhs.isEmpty() ? "" : algorithm)))
        .isEqualTo(version);
  }

  @Test
  void gathersNeedMoreWhereTheyHaveBatches() {
    String gather =
        """
        %%0 = "stablehlo.gather"(%%x, %%i) {dimension_numbers = #stablehlo.gather<%s,
        index_vector_dim = 1>, slice_sizes = array<i64: 1, %d>}
        : (tensor<4x4xf32>, tensor<4x1xi32>) -> tensor<4%sxf32>""";
    assertThat(
            needed(
                gather.formatted(
                    "offset_dims = [1], collapsed_slice_dims = [0], start_index_map = [0]",
                    4,
                    "x4")))
        .isEqualTo("1.0.0");
    assertThat(
            needed(
                gather.formatted(
                    "collapsed_slice_dims = [1], operand_batching_dims = [0],"
                        + " start_indices_batching_dims = [0], start_index_map = [1]",
                    1,
                    "")))
        .isEqualTo("1.1.0");
  }

  @Test
  void collectivesNeedMoreForSeveralOperands() {
    String one =
        """
        %0 = "stablehlo.all_gather"(%x) {all_gather_dim = 0 : i64,
        replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}
        : (tensor<4x4xf32>) -> tensor<8x4xf32>""";
    String two =
        """
        %0:2 = "stablehlo.all_gather"(%x, %x) {all_gather_dim = 0 : i64,
        replica_groups = dense<[[0, 1]]> : tensor<1x2xi64>}
        : (tensor<4x4xf32>, tensor<4x4xf32>) -> (tensor<8x4xf32>, tensor<8x4xf32>)""";
    assertThat(needed(one)).isEqualTo("1.0.0");
    assertThat(needed(two)).isEqualTo("1.5.0");
  }

  @Test
  void looksIntoRegionsAndNamesTheFirstThatNeedsTheMost() {
    Module module =
        Parser.parse(
            """
            module @m {
              func.func public @main(%x: tensor<f32>, %c: tensor<i1>) -> tensor<f32> {
                %0 = "stablehlo.if"(%c) ({
                  %1 = "stablehlo.tan"(%x) : (tensor<f32>) -> tensor<f32> loc("Net.java":7:3)
                  "stablehlo.return"(%1) : (tensor<f32>) -> ()
                }, {
                  %1 = "stablehlo.tan"(%x) : (tensor<f32>) -> tensor<f32> loc("Net.java":8:3)
                  "stablehlo.return"(%1) : (tensor<f32>) -> ()
                }) : (tensor<i1>) -> tensor<f32>
                "func.return"(%0) : (tensor<f32>) -> ()
              }
            }
            """,
            "m.mlir");
    NeededVersion needed = NeededVersion.of(module);
    assertThat(needed.what()).isEqualTo("stablehlo.tan");
    assertThat(needed.location()).hasToString("Net.java:7");
    assertThat(needed.problemWith(new StablehloVersion(1, 4, 0))).isEmpty();
    assertThat(needed.problemWith(new StablehloVersion(1, 3, 9)).map(Diagnostic::toString))
        .contains(
            "Net.java:7: stablehlo.tan: needs StableHLO 1.4.0 or newer, the plugin has 1.3.9;"
                + " take a newer plugin, or write it with older ops");
  }

  @Test
  void stampStaysInTheTextAndMayNotSayTooLittle() {
    Module stamped =
        NeededVersion.stamped(
            module("%0 = \"stablehlo.tan\"(%x) : (tensor<4x4xf32>) -> tensor<4x4xf32>"));
    String text = Printer.print(stamped);
    assertThat(text).startsWith("module @m attributes {ranvier.stablehlo_version = \"1.4.0\"} {");
    assertThat(Printer.print(Parser.parse(text, "m.mlir"))).isEqualTo(text);
    assertThat(NeededVersion.stamped(stamped).attributes()).isEqualTo(stamped.attributes());
    assertThat(problems(text)).isEmpty();
    assertThat(problems(text.replace("\"1.4.0\"", "\"1.12.3\""))).isEmpty();
    assertThat(problems(text.replace("ranvier.stablehlo_version", "other.version"))).isEmpty();
    assertThat(problems(text.replace("\"1.4.0\"", "\"1.3.9\"")))
        .isEqualTo(
            "m.mlir:3: attribute ranvier.stablehlo_version: expected \"1.4.0\" or newer, which"
                + " stablehlo.tan needs, got \"1.3.9\"; correct it, or leave it out");
    assertThat(problems(text.replace("\"1.4.0\"", "\"soon\""))).contains("got no version");
  }

  private static String problems(String text) {
    String hidden = text.replaceAll(" loc\\([^)]*\\)", "");
    return String.join(
        "; ",
        NeededVersion.stampProblems(Parser.parse(hidden, "m.mlir")).stream()
            .map(Diagnostic::toString)
            .toList());
  }

  @Test
  void versionsAreOrderedByNumbersNotByText() {
    assertThat(StablehloVersion.parse("1.10.0").orElseThrow())
        .isGreaterThan(StablehloVersion.parse("1.9.12").orElseThrow());
    assertThat(StablehloVersion.parse("1.10")).isEmpty();
    assertThat(StablehloVersion.parse("1.10.99999999999")).isEmpty();
  }

  @Test
  void rejectsModuleThatIsNotLowered() {
    Module event =
        Parser.parse(
            """
            module @m {
              func.func public @main(%x: tensor<4xf32>, %t: tensor<4xf32>, %w: tensor<4xf32>) {
                %0 = "ranvier.queue_create"() {type = !ranvier.queue<4xring[3]>} : () -> !ranvier.queue<4xring[3]>
                "func.return"() : () -> ()
              }
            }
            """,
            "m.mlir");
    assertThatThrownBy(() -> NeededVersion.of(event))
        .hasMessage(
            "module: expected ops of StableHLO, got ranvier.queue_create at m.mlir:3; lower it first");
  }
}
