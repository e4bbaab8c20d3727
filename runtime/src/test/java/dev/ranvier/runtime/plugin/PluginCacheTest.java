package dev.ranvier.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache and the fetch into it, with the real pip and a wheel of a few bytes.
class PluginCacheTest {
  @TempDir Path folder;

  private static void assertFails(TinyWheel wheel, Reason reason, String... words) {
    assertThatThrownBy(() -> wheel.cache().library(wheel.pinned(), FetchProgress.SILENT))
        .isInstanceOfSatisfying(
            PluginException.class, problem -> assertThat(problem.reason()).isEqualTo(reason))
        .hasMessageContaining("tiny-pjrt 1.2")
        .hasMessageContainingAll(words)
        .message()
        .doesNotContain("\n");
  }

  private static List<String> entries(TinyWheel wheel) throws IOException {
    try (var files = Files.list(wheel.cache().folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void fetchesLibraryWithItsLicense() throws IOException {
    var wheel = TinyWheel.in(folder);
    var seen = new ArrayList<Long>();
    Path library = wheel.cache().library(wheel.pinned(), (which, bytes, total) -> seen.add(bytes));
    assertThat(library).hasContent(TinyWheel.LIBRARY);
    assertThat(library)
        .isEqualTo(folder.resolve("cache/ranvier/plugins/tiny-pjrt-1.2/tiny_pjrt.so"));
    assertThat(library.resolveSibling("licenses/LICENSE")).hasContent("Do as you like.");
    assertThat(seen.getLast()).isEqualTo(wheel.pinned().wheelBytes());
    assertThat(entries(wheel)).containsExactly("tiny-pjrt-1.2", "tiny-pjrt-1.2.lock");
  }

  @Test
  void fetchesWheelThatIsForAnotherPython() {
    var wheel = TinyWheel.forPython26(folder);
    assertThat(wheel.cache().library(wheel.pinned(), FetchProgress.SILENT))
        .hasContent(TinyWheel.LIBRARY);
  }

  @Test
  void doesNotFetchTwice() throws IOException {
    var wheel = TinyWheel.in(folder);
    Path first = wheel.cache().library(wheel.pinned(), FetchProgress.SILENT);
    Files.delete(wheel.shelved());
    assertThat(wheel.cache().library(wheel.pinned(), FetchProgress.SILENT)).isEqualTo(first);
  }

  @Test
  void fetchesAgainWhenCachedLibraryHasChanged() throws IOException {
    var wheel = TinyWheel.in(folder);
    Path library = wheel.cache().library(wheel.pinned(), FetchProgress.SILENT);
    FileTime before = Files.getLastModifiedTime(library);
    Files.writeString(library, TinyWheel.LIBRARY.replace('b', 'c'));
    Files.setLastModifiedTime(
        library, before); // same size, same time: only the inode's own time tells
    assertThat(wheel.cache().library(wheel.pinned(), FetchProgress.SILENT))
        .hasContent(TinyWheel.LIBRARY);
    Files.writeString(library, "cut");
    assertThat(wheel.cache().library(wheel.pinned(), FetchProgress.SILENT))
        .hasContent(TinyWheel.LIBRARY);
  }

  @Test
  void refusesChangedLibraryWhenItCannotBeFetchedAgain() throws IOException {
    var wheel = TinyWheel.in(folder);
    Path library = wheel.cache().library(wheel.pinned(), FetchProgress.SILENT);
    Files.writeString(library, "cut");
    Files.delete(wheel.shelved());
    assertFails(wheel, Reason.FETCH_FAILED, "pip says: ERROR:", "--plugin NAME=PATH");
  }

  @Test
  void refusesDownloadWithAnotherHash() throws IOException {
    var wheel = TinyWheel.in(folder);
    byte[] bytes = Files.readAllBytes(wheel.shelved());
    bytes[60] ^= 1;
    Files.write(wheel.shelved(), bytes);
    assertFails(
        wheel, Reason.FETCH_FAILED, "pip says: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES");
    assertThat(entries(wheel)).containsExactly("tiny-pjrt-1.2.lock");
  }

  @Test
  void refusesWheelWhoseLibraryHasAnotherHash() throws IOException {
    var wheel = TinyWheel.in(folder, "other bytes");
    assertFails(wheel, Reason.CORRUPT, "tiny/tiny_pjrt.so is not the pinned one");
    assertThat(entries(wheel)).containsExactly("tiny-pjrt-1.2.lock");
  }

  @Test
  void refusesWhatABrokenPipBrings() throws IOException {
    var wheel = TinyWheel.in(folder);
    python(wheel, "for last; do :; done; echo garbage > \"$last/tiny_pjrt-1.2-py3-none-any.whl\"");
    assertFails(wheel, Reason.CORRUPT, "the downloaded wheel's sha256 is not the pinned one");
    python(wheel, "exit 0");
    assertFails(wheel, Reason.FETCH_FAILED, "pip brought no file");
  }

  @Test
  void saysThatPythonOrPipIsMissing() throws IOException {
    var wheel = TinyWheel.in(folder);
    wheel.environment().put("PATH", folder.toString());
    assertFails(wheel, Reason.FETCH_FAILED, "there is no python3 on PATH");
    python(wheel, "echo /usr/bin/python3: No module named pip; exit 1");
    assertFails(wheel, Reason.FETCH_FAILED, "this python3 has no pip");
  }

  /// Puts a `python3` of one line first on the PATH.
  private void python(TinyWheel wheel, String line) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path script = Files.writeString(bin.resolve("python3"), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    wheel.environment().put("PATH", bin + ":" + System.getenv("PATH"));
  }

  @Test
  void saysThatTheCacheCannotBeWritten() throws IOException {
    var wheel = TinyWheel.in(folder);
    Files.writeString(folder.resolve("cache"), "a file where a folder should be");
    assertFails(wheel, Reason.FETCH_FAILED, "can't be used", "set XDG_CACHE_HOME");
  }

  @Test
  void removesWhatAKilledFetchLeft() throws IOException {
    var wheel = TinyWheel.in(folder);
    Path left = wheel.cache().folder().resolve(".tiny-pjrt-1.2-123/tmp");
    Files.createDirectories(left);
    Files.writeString(left.resolve("half"), "half");
    wheel.cache().library(wheel.pinned(), FetchProgress.SILENT);
    assertThat(entries(wheel)).containsExactly("tiny-pjrt-1.2", "tiny-pjrt-1.2.lock");
  }

  @Test
  void fetchesOnceForManyThreads() throws Exception {
    var wheel = TinyWheel.in(folder);
    Set<Thread> fetching = ConcurrentHashMap.newKeySet();
    FetchProgress noting = (which, bytes, total) -> fetching.add(Thread.currentThread());
    try (var threads = Executors.newFixedThreadPool(4)) {
      var libraries = new ArrayList<Future<Path>>();
      for (int thread = 0; thread < 4; thread++) {
        libraries.add(threads.submit(() -> wheel.cache().library(wheel.pinned(), noting)));
      }
      for (Future<Path> library : libraries) {
        assertThat(library.get()).hasContent(TinyWheel.LIBRARY);
      }
    }
    assertThat(fetching).hasSize(1);
    assertThat(entries(wheel)).containsExactly("tiny-pjrt-1.2", "tiny-pjrt-1.2.lock");
  }

  @Test
  void fetchesSafelyFromSeveralProcesses() throws Exception {
    TinyWheel.in(folder);
    var processes = new ArrayList<Process>();
    for (int index = 0; index < 3; index++) {
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var command =
          List.of(
              java,
              "-cp",
              System.getProperty("java.class.path"),
              FetchMain.class.getName(),
              folder.toString());
      processes.add(new ProcessBuilder(command).redirectErrorStream(true).start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("same\n");
    }
    assertThat(entries(TinyWheel.in(folder)))
        .containsExactly("tiny-pjrt-1.2", "tiny-pjrt-1.2.lock");
  }

  /// Another process that wants the same plugin.
  static final class FetchMain {
    private FetchMain() {}

    public static void main(String[] arguments) throws IOException {
      var wheel = TinyWheel.in(Path.of(arguments[0]));
      Path library = wheel.cache().library(wheel.pinned(), FetchProgress.SILENT);
      System.out.println(
          Files.readString(library).equals(TinyWheel.LIBRARY) ? "same" : "different");
    }
  }
}
