package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.pjrt.PluginException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plugins that Ranvier can fetch by itself, for a 64-bit x86 Linux. Those that drive its CPU
/// are chosen unasked; on another machine, and for another device, the user names a plugin.
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

  /// Compiles for TPUs with none at hand. It is never chosen to run on: that takes a TPU.
  public static final PinnedWheel LIBTPU =
      new PinnedWheel(
          "libtpu",
          "0.0.51",
          "ba67ddbfdbac61c8da1fafc26cd51b93e9fe4d298016e2882eb986b1718cba34",
          204_805_508,
          "libtpu/libtpu.so",
          "ad0b2a3bc5d4de96f653b3701aaed8769a691776ca0e14c791dcdca785d43e42",
          Optional.of(new PinnedWheel.Tags("3.11", "cp311", "manylinux_2_31_x86_64")));

  /// Drives GPUs of NVIDIA, and compiles for them with none at hand. It is never chosen unasked.
  public static final PinnedWheel CUDA =
      new PinnedWheel(
          "jax-cuda13-pjrt",
          "0.12.0.1",
          "5899bb6177eda86ea532afb9a26794f2bdd04966f6a01f9028266b16c2b6cf90",
          134_922_808,
          "jax_plugins/xla_cuda13/xla_cuda_plugin.so",
          "b6de513893c09af2c77e71afcef46d9706f8c259337cdef4cd5cae2353886f75");

  /// The assembler that [#CUDA] calls; no plugin.
  public static final PinnedWheel PTXAS =
      new PinnedWheel(
          "nvidia-cuda-nvcc",
          "13.5.37",
          "f5c4f7ead5d964fb4af42bbf1e6d3ec3c1e6e9d83b53749f691d387e7fcaa3a7",
          47_028_279,
          "nvidia/cu13/bin/ptxas",
          "b3e295413e9628ee261a63ea3f70ec5af20988c9809214c064661662206574a3");

  /// The functions that [#CUDA] links into kernels; no plugin.
  public static final PinnedWheel LIBDEVICE =
      new PinnedWheel(
          "nvidia-nvvm",
          "13.5.37",
          "c41bfa362e407405163f103c2229f0765f8cc2ed7d148b754dc77f228bf7e070",
          75_141_406,
          "nvidia/cu13/nvvm/libdevice/libdevice.10.bc",
          "7e46db290976f7d8988b85c8820a135595ede636faa1ca7de63e67f8c775456f");

  private static final List<PinnedWheel> UNASKED = List.of(DEFAULT, OPENXLA);
  private static final List<PinnedWheel> ALL = List.of(DEFAULT, OPENXLA, LIBTPU, CUDA);

  /// Short names of those that tests are switched to.
  private static final Map<String, PinnedWheel> SHORT = Map.of("cpu", DEFAULT, "cuda", CUDA);

  private PluginCatalog() {}

  public static List<PinnedWheel> all() {
    return ALL;
  }

  /// Those that run on any machine, the preferred one first.
  static List<PinnedWheel> unasked() {
    return UNASKED;
  }

  /// What pip calls the plugin that has this short name; any other name stays as it is.
  static String project(String name) {
    PinnedWheel wheel = SHORT.get(name);
    return wheel == null ? name : wheel.project();
  }

  /// What all are called, for messages: `lammps-jax-pjrt-cpu (cpu)`.
  static List<String> names() {
    return ALL.stream().map(wheel -> wheel.project() + inShort(wheel)).toList();
  }

  private static String inShort(PinnedWheel wheel) {
    return SHORT.entrySet().stream()
        .filter(entry -> entry.getValue().equals(wheel))
        .map(entry -> " (" + entry.getKey() + ")")
        .findFirst()
        .orElse("");
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
