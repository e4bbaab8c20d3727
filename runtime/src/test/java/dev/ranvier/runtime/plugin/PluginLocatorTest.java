package dev.ranvier.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The order of the places to look at, and that a place that was named is the last one looked at.
class PluginLocatorTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Optional<String> property = Optional.empty();

  private Located locate(String... option) {
    return locator()
        .locate(Optional.of(option).filter(o -> o.length > 0).map(o -> PluginOption.parse(o[0])));
  }

  private PluginLocator locator() {
    var cache = new PluginCache(folder.resolve("cache"), new PluginFetch(new Python(Map.of())));
    return new PluginLocator(
        property,
        environment,
        () -> InstalledPlugins.in("python3", List.of(folder.resolve("site"))),
        cache);
  }

  private Path file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "library");
  }

  private static Path library(Located located) {
    assertThat(located.choice()).isInstanceOf(PluginChoice.OnDisk.class);
    return ((PluginChoice.OnDisk) located.choice()).library();
  }

  @Test
  void choosesPinnedDefaultWhenNothingIsSaid() {
    Located located = locate();
    assertThat(located.choice())
        .isEqualTo(
            new PluginChoice.Pinned(
                PluginCatalog.DEFAULT, false, "the default, to be fetched by pip"));
    assertThat(located.considered())
        .containsExactly(
            "option --plugin: not given",
            "property -Dranvier.plugin: not set",
            "PJRT_PLUGIN_LIBRARY_PATH: not set",
            "PJRT_NAMES_AND_LIBRARY_PATHS: not set",
            "Python packages (installed in python3): none",
            "cache " + folder.resolve("cache") + ": has not yet lammps-jax-pjrt-cpu 0.11.2",
            "chosen: lammps-jax-pjrt-cpu, the default, to be fetched by pip");
  }

  @Test
  void prefersCachedOverFetched() throws IOException {
    file("cache/lammps-jax-pjrt-cpu-0.11.2/pjrt_c_api_cpu_plugin.so");
    assertThat(locate().choice().why()).isEqualTo("the default, from the cache");
  }

  @Test
  void prefersInstalledOverCatalog() throws IOException {
    Path installed = file("site/xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so");
    assertThat(library(locate())).isEqualTo(installed);
    Path better = file("site/lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so");
    assertThat(library(locate())).isEqualTo(better);
  }

  @Test
  void choosesInstalledPluginOfAnotherDeviceOnlyByName() throws IOException {
    Path gpu = file("site/jax_plugins/xla_rocm7/xla_rocm_plugin.so");
    assertThat(locate().choice()).isInstanceOf(PluginChoice.Pinned.class);
    assertThat(locate().considered()).contains("Python packages (installed in python3): xla_rocm7");
    assertThat(library(locate("xla_rocm7"))).isEqualTo(gpu);
  }

  @Test
  void neverChoosesPluginsForOtherDevicesUnasked() throws IOException {
    Path tpu = file("site/libtpu/libtpu.so");
    Path gpu = file("site/jax_plugins/xla_cuda13/xla_cuda_plugin.so");
    assertThat(locate().choice().name()).isEqualTo(PluginCatalog.DEFAULT.project());
    assertThat(library(locate("libtpu"))).isEqualTo(tpu);
    assertThat(library(locate("jax-cuda13-pjrt"))).isEqualTo(gpu);
  }

  @Test
  void prefersEnvironmentOverInstalled() throws IOException {
    file("site/lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so");
    Path first = file("a/first.so");
    environment.put("PJRT_NAMES_AND_LIBRARY_PATHS", "first:" + first + ",second:/b.so");
    assertThat(library(locate())).isEqualTo(first);
    Path named = file("c/any.so");
    environment.put("PJRT_PLUGIN_LIBRARY_PATH", named.toString());
    assertThat(library(locate())).isEqualTo(named);
    assertThat(locate().choice().why()).isEqualTo("named by PJRT_PLUGIN_LIBRARY_PATH");
  }

  @Test
  void searchesFoldersOfTheLibraryPathInOrder() throws IOException {
    Path found = file("two/pjrt_c_api_cpu_plugin.so");
    file("two/README.txt");
    Files.createDirectories(folder.resolve("one"));
    environment.put(
        "PJRT_PLUGIN_LIBRARY_PATH", folder.resolve("one") + ":" + folder.resolve("two"));
    assertThat(library(locate())).isEqualTo(found);
  }

  @Test
  void prefersOptionOverEverything() throws IOException {
    environment.put("PJRT_PLUGIN_LIBRARY_PATH", "/nowhere.so");
    Path own = file("own.so");
    assertThat(library(locate("cpu=" + own))).isEqualTo(own);
    assertThat(locate("cpu=" + own).choice().name()).isEqualTo("cpu");
    assertThat(locate("xla-cpu-pjrt").choice())
        .isInstanceOfSatisfying(
            PluginChoice.Pinned.class,
            pinned -> assertThat(pinned.wheel()).isEqualTo(PluginCatalog.OPENXLA));
    environment.put("PJRT_NAMES_AND_LIBRARY_PATHS", "a:/a.so,b:" + own);
    assertThat(library(locate("b"))).isEqualTo(own);
  }

  @Test
  void prefersPropertyOverTheEnvironmentAndOptionOverProperty() throws IOException {
    environment.put("PJRT_PLUGIN_LIBRARY_PATH", "/nowhere.so");
    property = Optional.of("cuda");
    assertThat(locate().choice())
        .isEqualTo(
            new PluginChoice.Pinned(
                PluginCatalog.CUDA, false, "named by -Dranvier.plugin, to be fetched by pip"));
    assertThat(locate().considered()).contains("property -Dranvier.plugin: cuda");
    assertThat(locate("cpu").choice().name()).isEqualTo(PluginCatalog.DEFAULT.project());
    Path installed = file("site/jax_plugins/xla_cuda13/xla_cuda_plugin.so");
    assertThat(library(locate())).isEqualTo(installed);
    property = Optional.of("mine=" + file("mine.so"));
    assertThat(locate().choice().why()).isEqualTo("named by -Dranvier.plugin");
    property = Optional.of("quantum");
    assertThatThrownBy(this::locate)
        .hasMessageStartingWith("plugin \"quantum\": no plugin of that name is installed or pinned")
        .message()
        .doesNotContain("\n");
    property = Optional.of(" ");
    assertThatThrownBy(this::locate).hasMessageContaining("/nowhere.so");
  }

  @Test
  void takesNoOtherPluginThanTheOneNamed() {
    environment.put("PJRT_PLUGIN_LIBRARY_PATH", "/nowhere.so");
    assertThatThrownBy(this::locate)
        .isInstanceOfSatisfying(
            PluginException.class, p -> assertThat(p.reason()).isEqualTo(Reason.MISSING))
        .hasMessage(
            "PJRT_PLUGIN_LIBRARY_PATH=/nowhere.so: no plugin there; give the path of a PJRT plugin, or unset it");
    assertThatThrownBy(() -> locate("tpu"))
        .hasMessage(
            "plugin \"tpu\": no plugin of that name is installed or pinned; known are lammps-jax-pjrt-cpu"
                + " (cpu), xla-cpu-pjrt, libtpu, jax-cuda13-pjrt (cuda); or give --plugin NAME=PATH");
    PluginChoice gone = locate("cpu=/gone.so").choice();
    assertThatThrownBy(() -> locator().library(gone, FetchProgress.SILENT))
        .hasMessage(
            "plugin /gone.so (named by --plugin): no such file; give the path of a PJRT plugin");
  }

  @Test
  void rejectsEnvironmentThatMakesNoSense() {
    environment.put("PJRT_NAMES_AND_LIBRARY_PATHS", "/a.so");
    assertThatThrownBy(this::locate)
        .hasMessageContaining("expected NAME:FILE,NAME:FILE, got /a.so");
  }

  @Test
  void readsOptionAsNameOrPathOrBoth() {
    assertThat(PluginOption.parse("a=/b/c.so"))
        .isEqualTo(new PluginOption.Library("a", Path.of("/b/c.so")));
    assertThat(PluginOption.parse("/b/c.so"))
        .isEqualTo(new PluginOption.Library("c.so", Path.of("/b/c.so")));
    assertThat(PluginOption.parse("c.so"))
        .isEqualTo(new PluginOption.Library("c.so", Path.of("c.so")));
    assertThat(PluginOption.parse("xla-cpu-pjrt"))
        .isEqualTo(new PluginOption.Named("xla-cpu-pjrt"));
    for (String wrong : List.of("", "=/b.so", "a=", "=")) {
      assertThatThrownBy(() -> PluginOption.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected NAME=PATH, PATH or NAME");
    }
  }

  @Test
  void findsTheCacheWhereTheDesktopSpecificationPutsIt() {
    assertThat(PluginCache.folder(Map.of("XDG_CACHE_HOME", "/x")))
        .isEqualTo(Path.of("/x/ranvier/plugins"));
    Path home = Path.of(System.getProperty("user.home"), ".cache/ranvier/plugins");
    assertThat(PluginCache.folder(Map.of())).isEqualTo(home);
    assertThat(PluginCache.folder(Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(home);
  }
}
