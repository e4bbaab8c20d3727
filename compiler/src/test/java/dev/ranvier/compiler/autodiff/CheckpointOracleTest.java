package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.models.Oracles;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How many steps are run again on the way back, as others have counted them, as we count them
/// (`Cuts.repeated`), and as the programs that we write run them. In these, a step is one sine.
///
/// Revolve is held to the optimum with segments of one step and as many runs as it takes, which
/// `Cuts.Binomial` can do; plans of ours ask for at most three runs and make segments longer.
class CheckpointOracleTest {
  private static final TensorType SCALAR = TensorType.scalar(ElementType.F32);

  private static Stream<JsonElement> rows(String name) throws IOException {
    return Oracles.read("checkpoint.json").getAsJsonArray(name).asList().stream();
  }

  static Stream<JsonArray> revolve() throws IOException {
    return rows("revolve").map(JsonElement::getAsJsonArray);
  }

  static Stream<JsonObject> uniform() throws IOException {
    return rows("uniform").map(JsonElement::getAsJsonObject);
  }

  static Stream<JsonObject> twice() throws IOException {
    return rows("double").map(JsonElement::getAsJsonObject);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("revolve")
  void revolveRunsAsFewStepsAgainAsCanBe(JsonArray row) {
    int steps = row.get(0).getAsInt();
    Cuts cuts = new Cuts.Binomial(row.get(1).getAsInt(), 1);
    assertThat(cuts.repeated(steps)).isEqualTo(row.get(2).getAsLong());
    assertThat(written(steps, cuts)).isEqualTo(row.get(2).getAsLong());
  }

  /// The oracle doesn't run the last segment again, whose steps could be kept at once. A loop over
  /// segments treats all alike; only the steps that are left after it are run once.
  @ParameterizedTest(name = "{0}")
  @MethodSource("uniform")
  void segmentsRunAtMostOneSegmentMoreThanNeeded(JsonObject row) {
    int steps = row.get("T").getAsInt();
    int stride = row.get("stride").getAsInt();
    Cuts cuts = new Cuts.Nested(List.of(stride));
    long needed = row.get("extra_forward_steps").getAsLong();
    assertThat(cuts.repeated(steps)).isBetween(needed, needed + stride);
    assertThat(written(steps, cuts)).isEqualTo(cuts.repeated(steps));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twice")
  void segmentsOfSegmentsAreAtMostTwoRunsMore(JsonObject row) {
    int steps = row.get("T").getAsInt();
    Cuts cuts = new Cuts.Nested(List.of(row.get("c1").getAsInt(), row.get("c2").getAsInt()));
    assertThat(row.get("extra_forward_steps").getAsString()).isEqualTo("<=2*T");
    assertThat(cuts.repeated(steps)).isGreaterThan(steps).isLessThanOrEqualTo(2L * steps);
    assertThat(written(steps, cuts)).isEqualTo(cuts.repeated(steps));
  }

  @Test
  void stepsThatAreLeftAreCountedAsTheyAreRun() {
    List<Cuts> uneven =
        List.of(
            Cuts.NONE,
            new Cuts.Nested(List.of(60, 14, 5, 2)),
            new Cuts.Nested(List.of(200, 7)),
            new Cuts.Binomial(3, 4),
            Cuts.Binomial.of(103, 8));
    for (Cuts cuts : uneven) {
      assertThat(written(103, cuts)).as(cuts.toString()).isEqualTo(cuts.repeated(103));
    }
  }

  /// How many steps the gradient of a loop runs beside those of the loop.
  private static long written(int steps, Cuts cuts) {
    Builder builder = new Builder(List.of(SCALAR), Location.UNKNOWN);
    Block step =
        Builder.block(
            List.of(TensorType.scalar(ElementType.I32), SCALAR),
            Location.UNKNOWN,
            (inner, values) -> inner.returns(inner.add(new SineOp(values.get(1)))));
    Value zero = builder.scalar(ElementType.I32, 0L);
    builder.functionReturns(
        builder.append(new TimeLoopOp(steps, zero, builder.arguments(), List.of(), step)));
    Function loss = Function.of("loss", true, builder.build(), Location.UNKNOWN);
    return sines(Gradient.reverse(Segments.of(loss, cuts), List.of(0)).body()) - steps;
  }

  private static long sines(Block block) {
    return block.instructions().stream().mapToLong(CheckpointOracleTest::sines).sum();
  }

  private static long sines(Instruction instruction) {
    return switch (instruction.op()) {
      case SineOp _ -> 1;
      case TimeLoopOp loop -> loop.steps() * sines(loop.body());
      default -> 0;
    };
  }
}
