package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever the text: either a module comes out, which then is printed and read back the same, or a
/// `ParseException` does. `-Dranvier.fuzz.inputs=N` runs longer, `-Dranvier.fuzz.seed=N` again.
class ParserFuzzTest {
  private static final int INPUTS = Integer.getInteger("ranvier.fuzz.inputs", 100_000);
  private static final long SEED = Long.getLong("ranvier.fuzz.seed", 20_260_101L);

  /// No input takes this long unless something does not end.
  private static final Duration HANG = Duration.ofSeconds(20);

  /// Small enough that what is accepted can also be printed and verified at once.
  private static final Limits LIMITS =
      new Limits(100_000, 1000, 16, 16, 10_000, 8, 1L << 34, 1L << 20);

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
      Module module = Parser.parse(text, "fuzz.mlir", LIMITS);
      List<?> ignored = Verifier.verify(module, Stage.EVENT);
      assertThat(ignored).isNotNull();
      String printed = Printer.print(module);
      assertThat(Printer.print(Parser.parse(printed, "again.mlir", Limits.GENEROUS)))
          .isEqualTo(printed);
      return true;
    } catch (ParseException expected) {
      assertThat(expected.diagnostics()).isNotEmpty();
      return false;
    } catch (RuntimeException | StackOverflowError | AssertionError wrong) {
      throw new AssertionError("seed %d, input %d:\n%s".formatted(SEED, input, text), wrong);
    }
  }
}
