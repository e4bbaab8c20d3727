package dev.ranvier.compiler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.eval.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind, on every lowering that takes such programs, pops what the oracle says.
///
/// Of the cases that come with the project, only two are none of ours: two rings that are sent
/// further than they have slots.
class QueueOracleTest {
  static Stream<OracleCase> inside() throws IOException {
    return OracleCase.all().stream().filter(one -> one.outside().isEmpty());
  }

  static Stream<OracleCase> outside() throws IOException {
    return OracleCase.all().stream().filter(one -> one.outside().isPresent());
  }

  private static void assertPops(OracleCase example, List<Tensor> results) {
    int[] arrived = results.getFirst().toInts();
    example
        .pops()
        .forEach(
            (step, events) ->
                assertThat(arrived[step - example.first()])
                    .as("%s, pop %d", example, step)
                    .isEqualTo(events));
  }

  @ParameterizedTest
  @MethodSource("inside")
  void popsWhatTheOracleSays(OracleCase example) {
    List<Tensor> arguments = example.arguments();
    QueuePrograms program = example.program();
    assertPops(example, QueueRuns.run(program.module(), arguments));
    assertThat(QueueRuns.assertAllAgree(program, arguments, example.name())).isNotEmpty();
  }

  /// There, slots are reused for what we drop or deliver at once; the lowerings still agree.
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("outside")
  void lowersWhatTheOracleAndWeSeeDifferently(OracleCase example) {
    QueuePrograms program = example.program();
    List<Tensor> arguments = example.arguments();
    assertThat(QueueRuns.assertAllAgree(program, arguments, example.name())).isNotEmpty();
  }

  @Test
  void onlyRingsThatAreSentTooFarAreOutside() throws IOException {
    if (System.getProperty("ranvier.oracles") == null) {
      assertThat(inside()).hasSize(58);
      assertThat(outside())
          .extracting(one -> one + ": " + one.outside().orElseThrow())
          .containsExactly(
              "!ranvier.queue<1xring[5]> overflow: " + OracleCase.TOO_FAR,
              "!ranvier.queue<1xring[5]> overflow_late_small: " + OracleCase.TOO_FAR);
    }
    assertThat(inside()).isNotEmpty();
  }
}
