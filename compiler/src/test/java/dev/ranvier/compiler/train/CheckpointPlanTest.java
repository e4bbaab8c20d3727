package dev.ranvier.compiler.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.train.CheckpointPlan.Cost;
import dev.ranvier.models.Oracles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What plans keep, and which of them a budget gets.
class CheckpointPlanTest {
  private static final long SEED = 5;

  /// A state takes as much as 100 steps, as that of a network with long delays.
  private static final Cost LARGE_STATES = new Cost(1000, 1, 100);

  static Stream<JsonObject> uniform() throws IOException {
    return rows("uniform");
  }

  static Stream<JsonObject> twice() throws IOException {
    return rows("double");
  }

  private static Stream<JsonObject> rows(String name) throws IOException {
    return Oracles.read("checkpoint.json").getAsJsonArray(name).asList().stream()
        .map(JsonElement::getAsJsonObject);
  }

  private static CheckpointPlan plan(Checkpointing asked, Cost cost) {
    return CheckpointPlan.of(asked, cost).orElseThrow();
  }

  private static long repeated(CheckpointPlan plan, Cost cost) {
    return plan.cuts().repeated(cost.steps());
  }

  /// Where a step takes as much as a state.
  @ParameterizedTest(name = "{0}")
  @MethodSource("uniform")
  void uniformKeepsAsManyStatesAsOthersCount(JsonObject row) {
    Cost cost = new Cost(row.get("T").getAsInt(), 1, 1);
    int stride = row.get("stride").getAsInt();
    long states = row.get("states_stored").getAsLong();
    assertThat(plan(Checkpointing.uniform(stride), cost).bytes()).isBetween(states - 1, states);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uniform")
  void squareRootFindsTheirStride(JsonObject row) {
    Cost cost = new Cost(row.get("T").getAsInt(), 1, 1);
    assertThat(plan(Checkpointing.squareRoot(), cost).cuts())
        .isEqualTo(new Cuts.Nested(List.of(row.get("stride").getAsInt())));
  }

  /// A whole run's steps that are no whole outer segment need no checkpoint: one state less.
  @ParameterizedTest(name = "{0}")
  @MethodSource("twice")
  void doubleKeepsAsManyStatesAsOthersCount(JsonObject row) {
    Cost cost = new Cost(row.get("T").getAsInt(), 1, 1);
    int outer = row.get("c1").getAsInt();
    int inner = row.get("c2").getAsInt();
    long states = row.get("offchip").getAsLong() + row.get("local").getAsLong();
    assertThat(plan(Checkpointing.twice(outer, inner), cost).bytes()).isBetween(states - 1, states);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twice")
  void budgetsFindTheirStridesOfDouble(JsonObject row) {
    int outer = row.get("c1").getAsInt();
    int inner = row.get("c2").getAsInt();
    Cost cost = new Cost(row.get("T").getAsInt(), 1, 1);
    long states = row.get("offchip").getAsLong() + row.get("local").getAsLong();
    CheckpointPlan found = plan(Checkpointing.within(states), cost);
    CheckpointPlan asked = plan(Checkpointing.twice(outer, inner), cost);
    assertThat(repeated(found, cost)).isLessThanOrEqualTo(repeated(asked, cost));
    assertThat(CheckpointPlan.smallest(cost).bytes()).isLessThanOrEqualTo(states);
  }

  @Test
  void revolveKeepsItsCheckpointsAndOneSegment() {
    CheckpointPlan plan = plan(Checkpointing.revolve(3), LARGE_STATES);
    assertThat(plan.cuts()).isEqualTo(new Cuts.Binomial(3, 100));
    assertThat(plan.bytes()).isEqualTo(3 * 100 + 100);
  }

  @Test
  void revolveRunsNoStepMoreThanThreeTimes() {
    for (int checkpoints = 1; checkpoints <= Checkpointing.Revolve.MOST; checkpoints++) {
      for (int steps : List.of(2, 41, 1000)) {
        Cost cost = new Cost(steps, 1, 1);
        assertThat(repeated(plan(Checkpointing.revolve(checkpoints), cost), cost))
            .isLessThan(2L * steps);
      }
    }
  }

  @Test
  void revolveRefusesMoreCheckpointsThanProgramsAreWrittenFor() {
    assertThatThrownBy(() -> Checkpointing.revolve(9))
        .hasMessage(
            "checkpointing: checkpoints of revolve: expected a number from 1 to 8, got 9;"
                + " give another");
  }

  @Test
  void budgetForAllStepsKeepsThemAll() {
    assertThat(plan(Checkpointing.within(1000), LARGE_STATES).cuts()).isEqualTo(Cuts.NONE);
  }

  /// Nested segments take 600 bytes at least here.
  @Test
  void budgetThatOnlyRevolveKeepsToGetsRevolve() {
    assertThat(plan(Checkpointing.within(400), LARGE_STATES).toString())
        .isEqualTo(
            "revolve, 2 checkpoints, segments of 167 steps; about 367 B for checkpoints and steps");
    assertThat(CheckpointPlan.smallest(LARGE_STATES).bytes()).isEqualTo(367);
    assertThat(CheckpointPlan.of(Checkpointing.within(366), LARGE_STATES)).isEmpty();
  }

  /// A larger budget never runs more steps again, and no plan that can be asked for by name fits
  /// and runs fewer, except those that write more loops.
  @Test
  void budgetsGetTheFastestThatFits() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 200; i++) {
      Cost cost = new Cost(random.nextInt(1, 5000), random.nextInt(1, 50), random.nextInt(1, 5000));
      long bytes = random.nextLong(1, cost.steps() * cost.step() + cost.state());
      Optional<CheckpointPlan> found = CheckpointPlan.of(new Checkpointing.Within(bytes), cost);
      Stream.concat(
              Stream.of(Checkpointing.none(), Checkpointing.squareRoot()),
              IntStream.rangeClosed(1, 8).mapToObj(Checkpointing::revolve))
          .map(asked -> plan(asked, cost))
          .filter(plan -> plan.bytes() <= bytes)
          .forEach(
              plan -> {
                String what = "seed %d, %s, %d bytes, %s".formatted(SEED, cost, bytes, plan);
                assertThat(found).as(what).isPresent();
                assertThat(found.orElseThrow().bytes()).as(what).isLessThanOrEqualTo(bytes);
                assertThat(repeated(found.orElseThrow(), cost))
                    .as(what)
                    .isLessThanOrEqualTo(repeated(plan, cost));
              });
    }
  }
}
