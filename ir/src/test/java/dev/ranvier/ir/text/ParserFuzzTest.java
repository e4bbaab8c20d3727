package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `AnyText` for texts that are broken at random. `-Dranvier.fuzz.inputs=N` runs longer,
/// `-Dranvier.fuzz.seed=N` again; `ParserJazzerTest` searches by what the parser does.
class ParserFuzzTest {
  private static final int INPUTS = Integer.getInteger("ranvier.fuzz.inputs", 100_000);
  private static final long SEED = Long.getLong("ranvier.fuzz.seed", 20_260_101L);

  /// No input takes this long unless something does not end.
  private static final Duration HANG = Duration.ofSeconds(20);

  @Test
  void onlyParseExceptionsComeOutOfAnyText() {
    List<String> seeds = new ArrayList<>(SampleTexts.oneOpEach());
    seeds.addAll(List.of(SampleTexts.read("pretty-forms.mlir").split("// -----\n")));
    seeds.add(SampleTexts.read("generic-module.mlir"));
    TextMutator mutator = new TextMutator(seeds, SEED);
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      String text = mutator.next();
      long start = System.nanoTime();
      read += isRead(text, i) ? 1 : 0;
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("seed %d, input %d:\n%s", SEED, i, text)
          .isLessThan(HANG);
    }
    assertThat(read).as("texts that are still modules").isBetween(INPUTS / 100, INPUTS / 2);
  }

  private static boolean isRead(String text, int input) {
    try {
      return AnyText.isRead(text);
    } catch (RuntimeException | StackOverflowError | AssertionError wrong) {
      throw new AssertionError("seed %d, input %d:\n%s".formatted(SEED, input, text), wrong);
    }
  }
}
