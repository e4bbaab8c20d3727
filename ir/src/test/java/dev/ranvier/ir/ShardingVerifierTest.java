package dev.ranvier.ir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.text.Parser;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardingVerifierTest {
  private static final String MESH = "sdy.mesh @mesh = <[\"x\"=2, \"y\"=4]>\n";

  private static List<String> problems(String text) {
    return Verifier.verify(Parser.parse(text, "m.mlir"), Stage.TENSOR).stream()
        .map(Diagnostic::toString)
        .toList();
  }

  /// A function of one argument, which it returns; `said` of the argument and of the result.
  private static String function(String said, String saidOfResult) {
    return """
    func.func @main(%%x: tensor<8x4xf32> {%s}) -> (tensor<8x4xf32> {%s}) {
      return %%x : tensor<8x4xf32>
    }
    """
        .formatted(said, saidOfResult);
  }

  private static String sharded(String axes) {
    return "sdy.sharding = #sdy.sharding<@mesh, " + axes + ">";
  }

  @Test
  void acceptsShardingsThatFit() {
    assertThat(problems(MESH + function(sharded("[{\"x\"}, {?}]"), sharded("[{}, {\"y\"}]"))))
        .isEmpty();
  }

  @Test
  void rejectsAShardingOfAnotherRank() {
    assertThat(problems(MESH + function(sharded("[{\"x\"}]"), sharded("[]"))))
        .containsExactly(
            "m.mlir:2: function @main: argument 0: sharding_c3: expected shardings of the 2"
                + " dimensions of tensor<8x4xf32>, got 1",
            "m.mlir:2: function @main: result 0: sharding_c3: expected shardings of the 2"
                + " dimensions of tensor<8x4xf32>, got 0");
  }

  @Test
  void rejectsAMeshThatIsNotThere() {
    assertThat(problems(function(sharded("[{}, {}]"), "")))
        .containsExactly(
            "m.mlir:1: function @main: argument 0: sharding_c1: expected a mesh of the module,"
                + " got @mesh");
  }

  @Test
  void rejectsMeshesWithoutANameOfTheirOwn() {
    String meshes = MESH + MESH + "sdy.mesh @main = <[]>\nsdy.mesh @\"\" = <[]>\n";
    assertThat(problems(meshes + function("", "")))
        .containsExactly(
            "m.mlir:2: mesh @mesh: expected a name of its own, got that of another mesh or"
                + " function",
            "m.mlir:3: mesh @main: expected a name of its own, got that of another mesh or"
                + " function",
            "m.mlir:4: mesh: expected a name, got an empty one");
  }

  @Test
  void rejectsAnotherAttributeThanASharding() {
    String perValue = "sdy.sharding = #sdy.sharding_per_value<[]>";
    assertThat(problems(MESH + function(perValue, "sdy.sharding = \"x\"")))
        .containsExactly(
            "m.mlir:2: function @main: argument 0: expected #sdy.sharding<...>, got another"
                + " attribute",
            "m.mlir:2: function @main: result 0: expected #sdy.sharding<...>, got another"
                + " attribute");
  }

  private static String op(String line) {
    return MESH
        + "sdy.mesh @one = <[], device_ids=[0]>\n"
        + "func.func @main(%x: tensor<8xf32>) {\n"
        + line
        + "\nreturn\n}\n";
  }

  @Test
  void rejectsASingleShardingAtAnOp() {
    assertThat(problems(op("%0 = stablehlo.abs %x {" + sharded("[{}]") + "} : tensor<8xf32>")))
        .containsExactly(
            "m.mlir:4: function @main: stablehlo.abs: expected #sdy.sharding_per_value<...>, got"
                + " another attribute");
  }

  @Test
  void rejectsMoreShardingsThanResults() {
    String two = "#sdy.sharding_per_value<[<@mesh, [{}]>, <@mesh, [{}]>]>";
    assertThat(problems(op("%0 = stablehlo.abs %x {sdy.sharding = " + two + "} : tensor<8xf32>")))
        .containsExactly(
            "m.mlir:4: function @main: stablehlo.abs: expected shardings of 1 results, got 2");
  }

  @Test
  void namesTheResultWhoseShardingIsWrong() {
    String wrong = "#sdy.sharding_per_value<[<@mesh, [{\"z\"}]>]>";
    assertThat(problems(op("%0 = stablehlo.abs %x {sdy.sharding = " + wrong + "} : tensor<8xf32>")))
        .containsExactly(
            "m.mlir:4: function @main: stablehlo.abs: result 0: axis_ref_c1: expected an axis of"
                + " [\"x\"=2, \"y\"=4], got \"z\"");
  }

  @Test
  void placesAnOpWithoutResultsOnOneDevice() {
    String call = "stablehlo.custom_call @f(%x) {has_side_effect = true, sdy.sharding =";
    assertThat(
            problems(op(call + " #sdy.sharding_per_value<[<@one, []>]>} : (tensor<8xf32>) -> ()")))
        .isEmpty();
    assertThat(
            problems(
                op(call + " #sdy.sharding_per_value<[<@one, [{}]>]>} : (tensor<8xf32>) -> ()")))
        .containsExactly(
            "m.mlir:4: function @main: stablehlo.custom_call: sharding_c2: expected neither"
                + " dimensions nor axes where one device has all, got 1 and []");
  }

  @Test
  void rejectsAConstraintThatDoesNotFit() {
    assertThat(
            problems(
                op("%0 = sdy.sharding_constraint %x <@mesh, [{\"x\", \"x\"}]> : tensor<8xf32>")))
        .containsExactly(
            "m.mlir:4: function @main: sdy.sharding_constraint: sharding_c4: expected each axis"
                + " once, got \"x\" and \"x\"");
  }
}
