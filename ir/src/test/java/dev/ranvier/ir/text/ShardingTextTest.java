package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Mesh;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Sharded programs as JAX writes them.
class ShardingTextTest {
  private static Module pretty() {
    return Parser.parse(SampleTexts.read("jax-sharded.mlir"), "p.mlir");
  }

  @Test
  void readsBothFormsTheSame() {
    Module generic = Parser.parse(SampleTexts.read("jax-sharded-generic.mlir"), "g.mlir");
    assertThat(Isomorphism.firstDifference(pretty(), generic)).isEmpty();
    assertThat(Verifier.verify(generic, Stage.TENSOR)).isEmpty();
    RoundTripTest.assertReadBack(pretty());
    RoundTripTest.assertReadBack(generic);
  }

  @Test
  void keepsTheMeshAndWhatIsSaidOfIt() {
    assertThat(pretty().meshes())
        .satisfiesExactly(
            mesh -> {
              assertThat(mesh.name()).isEqualTo("mesh");
              assertThat(mesh.mesh())
                  .isEqualTo(Mesh.of(new Mesh.Axis("x", 2), new Mesh.Axis("y", 2)));
              assertThat(mesh.annotations()).containsOnlyKeys("stablehlo.mesh");
            });
  }

  @Test
  void tellsModulesOfOtherMeshesApart() {
    String text = SampleTexts.read("jax-sharded.mlir");
    Module other = Parser.parse(text.replace("<[\"x\"=2, \"y\"=2]>", "<[\"x\"=2, \"y\"=4]>"), "o");
    assertThat(Isomorphism.firstDifference(pretty(), other))
        .hasValue("module: mesh @mesh: expected <[\"x\"=2, \"y\"=2]>, got <[\"x\"=2, \"y\"=4]>");
    assertThat(Isomorphism.firstDifference(pretty(), pretty().withFunctions(List.of())))
        .hasValue("module: the functions: expected [main], got []");
  }

  @Test
  void computesTheSameAsIfNothingWereSharded() {
    Tensor left = splat(0.25, 8, 4);
    Tensor right = splat(0.5, 4, 6);
    List<Tensor> results = Evaluator.of(pretty()).run("main", List.of(left, right));
    assertThat(results.getFirst().toFloats()).containsOnly(8 * (float) Math.tanh(0.5));
  }

  private static Tensor splat(double value, long... dimensions) {
    return Tensor.of(Literal.splat(TensorType.of(ElementType.F32, dimensions), value));
  }
}
