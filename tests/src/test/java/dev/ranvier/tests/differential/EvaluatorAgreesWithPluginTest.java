package dev.ranvier.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random modules through evaluator and plugin. `-Dranvier.differential.seed` and `.count` say
/// which; module number `i` has the seed `seed + i`.
final class EvaluatorAgreesWithPluginTest {
  private static final String SEED = "ranvier.differential.seed";
  private static final String COUNT = "ranvier.differential.count";

  @Test
  void onRandomModules() {
    check("onRandomModules", 3, Long.getLong(SEED, 1), Integer.getInteger(COUNT, 500));
  }

  /// Other modules every night.
  @Test
  @Tag("nightly")
  void onManyLongModules() {
    long fresh = System.currentTimeMillis() / 1000 * 100_000;
    check("onManyLongModules", 8, Long.getLong(SEED, fresh), Integer.getInteger(COUNT, 5000));
  }

  /// @param length ops under test in each module
  private static void check(String test, int length, long seed, int count) {
    Findings findings = new Findings();
    try (PluginRun plugin = PluginRun.open()) {
      Comparison comparison = new Comparison(plugin, findings);
      LongStream.range(seed, seed + count)
          .parallel()
          .forEach(each -> comparison.compare(RandomProgram.of(each, length)));
    }
    System.out.println(test + ", seeds from " + seed + ": " + findings);
    assertThat(findings.agree())
        .as(
            """
            %s
            to repeat one: mvn verify -pl tests -am -Dtest=%s#%s -Dsurefire.failIfNoSpecifiedTests=false \
            -Dtest.excluded.tags=none -D%s=SEED -D%s=1""",
            findings.told(), EvaluatorAgreesWithPluginTest.class.getSimpleName(), test, SEED, COUNT)
        .isTrue();
    assertThat(findings.modules()).isEqualTo(count);
  }
}
