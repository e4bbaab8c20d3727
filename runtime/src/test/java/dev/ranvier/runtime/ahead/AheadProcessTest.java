package dev.ranvier.runtime.ahead;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.pjrt.TestPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The process that compiles, with plugins that don't.
class AheadProcessTest {
  private static final AheadTarget TARGET = AheadTarget.named("v5e:2x2");

  private static void assertFails(Path library, Duration patience, String... words) {
    var compiler = new AheadOfTime("the plugin", library, List.of(), TARGET, patience);
    assertThatThrownBy(() -> compiler.compile("module {}"))
        .isInstanceOf(PluginProblem.class)
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void saysThatTheLibraryIsNone(@TempDir Path folder) throws Exception {
    assertFails(folder.resolve("none.so"), Duration.ofMinutes(1), "none.so: no such file");
    Path text = Files.writeString(folder.resolve("text.so"), "text");
    assertFails(text, Duration.ofMinutes(1), "text.so is not a shared library");
  }

  @Test
  void saysThatThePluginKnowsNoSuchDevice() {
    assertFails(
        TestPlugin.CURRENT.library(),
        Duration.ofMinutes(1),
        "v5e:2x2",
        "knows no such device",
        "there are v3:2x2");
  }

  @Test
  void stopsWaiting() {
    assertFails(
        TestPlugin.CURRENT.library(), Duration.ofMillis(1), "did not compile the module in 0 s");
  }
}
