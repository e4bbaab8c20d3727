package dev.ranvier.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.compiler.Settings;
import dev.ranvier.ir.op.Location;
import org.junit.jupiter.api.Test;

/// Whose line messages show. Outside of the compiler's packages, as users are.
class CallerTest {
  private static int line() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
  }

  @Test
  void isTheLineThatCallsTheCompiler() {
    int before = line();
    Settings settings = Settings.batch(1);
    assertThat(settings.location()).isEqualTo(Location.of("CallerTest.java", before + 1));
  }
}
