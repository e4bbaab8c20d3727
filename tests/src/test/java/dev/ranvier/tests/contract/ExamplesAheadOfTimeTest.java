package dev.ranvier.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.examples.Models;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.runtime.ahead.AheadOfTime;
import dev.ranvier.runtime.ahead.AheadOutcome;
import dev.ranvier.runtime.ahead.AheadTarget;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.tests.networks.ExamplePrograms;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every program of every example is compiled by the real compiler of a TPU and of a GPU, neither
/// of which needs to be there. Their plugins are fetched once (460 MB); where that can't be, the
/// tests are skipped. No loop of a TPU's program gathers or scatters.
@Tag("ahead")
final class ExamplesAheadOfTimeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  static Stream<Arguments> examplesForDevices() {
    return Models.all().stream()
        .flatMap(
            model ->
                Stream.of("v5e:1x1", "h200").map(device -> Arguments.of(model.name(), device)));
  }

  private static AheadOfTime compiler(AheadTarget device) {
    try {
      return AheadOfTime.of(device, FetchProgress.SILENT, PATIENCE);
    } catch (PluginException problem) {
      Assumptions.assumeFalse(problem.reason() == Reason.FETCH_FAILED, problem::getMessage);
      throw problem;
    }
  }

  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource("examplesForDevices")
  void compileForDevicesThatAreNotHere(String example, String device) throws Exception {
    AheadTarget ahead = AheadTarget.named(device);
    AheadOfTime compiler = compiler(ahead);
    Target target = Targets.named(ahead.kind());
    var programs = ExamplePrograms.of(Models.named(example).orElseThrow(), target);
    for (var program : programs.entrySet()) {
      String what = "%s: %s for %s".formatted(example, program.getKey(), device);
      AheadOutcome outcome = compiler.compile(Printer.print(program.getValue().get()));
      assertThat(outcome).as(what).isInstanceOf(AheadOutcome.Compiled.class);
      AheadOutcome.Compiled compiled = (AheadOutcome.Compiled) outcome;
      assertThat(compiled.executable().isEmpty()).as(what).isFalse();
      if (target.equals(Targets.tpu())) {
        assertNothingIsLookedUp(compiled, what);
      }
    }
  }

  private static void assertNothingIsLookedUp(AheadOutcome.Compiled compiled, String what) {
    var optimized = compiled.optimized().orElseThrow();
    for (String op : List.of("gather", "scatter")) {
      assertThat(optimized.inLoops(op)).as("%s in loops of %s", op, what).isZero();
    }
    assertThat(compiled.price()).as(what).isPresent();
  }
}
