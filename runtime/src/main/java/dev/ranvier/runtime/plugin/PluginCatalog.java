package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.pjrt.PluginException;
import java.util.List;
import java.util.Optional;

/// The plugins that Ranvier can fetch by itself. All drive the CPU of a 64-bit x86 Linux; on
/// another machine, and for another device, the user names a plugin.
public final class PluginCatalog {
  /// Current XLA: what runs if nobody says otherwise.
  public static final PinnedWheel DEFAULT =
      new PinnedWheel(
          "lammps-jax-pjrt-cpu",
          "0.11.2",
          "1319390d948b39f69f7dade496b7c385149d9ca6097a6b62114da113216d9ad1",
          62_711_338,
          "lammps_jax_pjrt_cpu/pjrt_c_api_cpu_plugin.so",
          "ad1309ac822b1b24d51b7f9947c7c9fa9ef5d67f390584cbc3d1fa2428fed9c2");

  /// OpenXLA's own, of an older XLA: the fallback, and the other end of the range of versions.
  public static final PinnedWheel OPENXLA =
      new PinnedWheel(
          "xla-cpu-pjrt",
          "0.0.1",
          "55837b6b7b47daa717f2d9a5a03563ea0ceaa338d06a81a1e2d3f060d960decc",
          63_461_052,
          "xla_plugins/xla_cpu_pjrt/xla_cpu_pjrt.so",
          "88c3f28c5900f48ad4a82cab9e79bba9537809743395e341485f8794268820dc");

  private static final List<PinnedWheel> ALL = List.of(DEFAULT, OPENXLA);

  private PluginCatalog() {}

  public static List<PinnedWheel> all() {
    return ALL;
  }

  public static Optional<PinnedWheel> find(String project) {
    return ALL.stream().filter(wheel -> wheel.project().equals(project)).findFirst();
  }

  /// @throws PluginException if the catalog's libraries don't run on this machine
  static void requireThisMachine() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals("Linux amd64")) {
      throw new PluginException(
          PluginException.Reason.MISSING,
          "no plugin is pinned for "
              + system
              + ", only for Linux amd64; give one with --plugin NAME=PATH");
    }
  }
}
