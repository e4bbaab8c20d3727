package dev.ranvier.runtime.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.plugin.PluginOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluginProblemTest {
  @Test
  void saysThatThePluginIsMissing() {
    rejects(Path.of("/no/such/pjrt_plugin.so"), "/no/such/pjrt_plugin.so");
  }

  @Test
  void saysThatTheFileIsNoLibrary(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("pjrt_text.so"), "not a library");
    rejects(text, text.toString());
  }

  @Test
  void saysThatTheLibraryIsNoPlugin() {
    Path library = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
    rejects(library, library.toString());
  }

  private static void rejects(Path plugin, String named) {
    assertThatThrownBy(
            () -> RuntimeClient.embedded(new PluginOption.Library("broken", plugin)).close())
        .isInstanceOf(RuntimeFailure.PluginProblem.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("\n");
  }
}
