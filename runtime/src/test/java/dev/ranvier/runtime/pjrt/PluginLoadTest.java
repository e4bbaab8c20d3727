package dev.ranvier.runtime.pjrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are no plugin, or not one that can be used, each told apart.
class PluginLoadTest {
  @TempDir Path folder;

  private static void assertRefused(Path library, Reason reason, String... words) {
    assertThatThrownBy(() -> Plugin.load(library))
        .isInstanceOfSatisfying(
            PluginException.class, problem -> assertThat(problem.reason()).isEqualTo(reason))
        .hasMessageStartingWith("plugin " + library)
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void refusesFileThatIsNotThere() {
    assertRefused(folder.resolve("none.so"), Reason.MISSING, "no such file");
  }

  @Test
  void refusesTextFileAndEmptyFileAndFolder() throws IOException {
    Path text = Files.writeString(folder.resolve("text.so"), "not a library\n");
    assertRefused(text, Reason.NOT_A_LIBRARY, "is not a shared library");
    Path empty = Files.createFile(folder.resolve("empty.so"));
    assertRefused(empty, Reason.NOT_A_LIBRARY, "is not a shared library");
    assertRefused(folder, Reason.NOT_A_LIBRARY, "is not a file");
  }

  @Test
  void refusesTruncatedLibraryInTheWordsOfTheLoader() throws IOException {
    Path cut = folder.resolve("cut.so");
    Files.write(cut, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    assertRefused(cut, Reason.NOT_A_LIBRARY, "can't be loaded", "file too short");
  }

  @Test
  void refusesLibraryThatIsNotAPlugin() {
    Path java = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
    assertThat(java).exists();
    assertRefused(java, Reason.NOT_A_PLUGIN, "is not a PJRT plugin", "GetPjrtApi");
  }

  @Test
  void refusesPluginOfOldVersion() throws Exception {
    Path old = fake("old", "0, 40", "0");
    assertRefused(old, Reason.INCOMPATIBLE, "speaks PJRT API 0.40", "expected 0.81 or a later 0.x");
  }

  @Test
  void refusesPluginOfAnotherMajorVersion() throws Exception {
    Path next = fake("next", "1, 200", "0");
    assertRefused(next, Reason.INCOMPATIBLE, "speaks PJRT API 1.200");
  }

  @Test
  void refusesPluginWithoutTable() throws Exception {
    Path hollow = compiled("hollow", "const void* GetPjrtApi(void) { return 0; }");
    assertRefused(hollow, Reason.NOT_A_PLUGIN, "GetPjrtApi");
  }

  @Test
  void refusesPluginThatCannotInitialise() throws Exception {
    Path sick = fake("sick", "0, 90", "&error");
    assertRefused(sick, Reason.INITIALIZATION_FAILED, "won't initialise", "UNAVAILABLE: no device");
  }

  @Test
  void treatsFunctionsPastTheEndOfTheTableAsAbsent() throws Exception {
    // The table of the fake ends after Plugin_Initialize; what follows it in memory is no function.
    try (var plugin = Plugin.load(fake("short", "0, 90", "0"))) {
      assertThat(plugin.attributes()).isEmpty();
      assertThatThrownBy(plugin::createClient)
          .isInstanceOfSatisfying(
              PluginException.class,
              problem -> assertThat(problem.reason()).isEqualTo(Reason.LACKS_FUNCTION))
          .hasMessageContaining("(PJRT API 0.90) lacks PJRT_Client_Create");
    }
  }

  /// A plugin in C with the first entries of the function table and junk after its end.
  private Path fake(String name, String version, String initializeReturns) throws Exception {
    return compiled(
        name,
        """
        #include <stddef.h>
        #include <stdint.h>
        static int error;
        struct text { size_t size; void* next; void* error; const char* message; size_t length; };
        struct code { size_t size; void* next; void* error; int32_t code; };
        static void destroy(void* args) {}
        static void message(struct text* args) { args->message = "no device"; args->length = 9; }
        static void* code(struct code* args) { args->code = 14; return 0; }
        static void* initialize(void* args) { return INITIALIZE; }
        struct version { size_t size; void* next; int32_t major, minor; };
        static struct {
          size_t size;
          void* next;
          struct version version;
          void (*destroy)(void*);
          void (*message)(struct text*);
          void* (*code)(struct code*);
          void* (*initialize)(void*);
          size_t junk[200];
        } api = {72, 0, {24, 0, VERSION}, destroy, message, code, initialize, {1, 2, 3}};
        const void* GetPjrtApi(void) { return &api; }
        """
            .replace("VERSION", version)
            .replace("INITIALIZE", initializeReturns));
  }

  private Path compiled(String name, String source) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".c"), source);
    Path library = folder.resolve(name + ".so");
    var command = List.of("cc", "-shared", "-fPIC", "-o", library.toString(), file.toString());
    Process compiler;
    try {
      compiler = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException problem) {
      assumeTrue(false, "skipped: there is no C compiler (cc) to make a fake plugin with");
      throw problem;
    }
    assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(compiler.exitValue()).isZero();
    return library;
  }
}
