package dev.ranvier.runtime.ahead;

import dev.ranvier.runtime.plugin.PinnedWheel;
import dev.ranvier.runtime.plugin.PluginCatalog;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One GPU of NVIDIA. What the compiler has to know of the chip stands in a file of its name.
final class GpuTarget extends AheadTarget {
  static final List<String> KNOWN = List.of("h200");

  GpuTarget(String name) {
    super(name);
  }

  @Override
  public String kind() {
    return "gpu";
  }

  @Override
  public PinnedWheel plugin() {
    return PluginCatalog.CUDA;
  }

  @Override
  List<PinnedWheel> tools() {
    return List.of(PluginCatalog.PTXAS, PluginCatalog.LIBDEVICE);
  }

  @Override
  String topology() {
    return "cuda";
  }

  @Override
  Map<String, String> options() throws IOException {
    return Map.of("target_config", chip(), "topology", "1x1x1");
  }

  private String chip() throws IOException {
    try (var in = GpuTarget.class.getResourceAsStream(name() + ".txtpb")) {
      if (in == null) {
        throw new FileNotFoundException(name() + ".txtpb of " + GpuTarget.class.getPackageName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Lays the tools out as in an installation of CUDA. The plugin looks for the assembler on the
  /// path too, and may end the process if it finds none.
  @Override
  void prepare(Map<String, String> environment, AheadOrders folder, List<Path> tools)
      throws IOException {
    Path cuda = folder.cuda();
    Path programs = Files.createDirectories(cuda.resolve("bin"));
    Path functions = Files.createDirectories(cuda.resolve("nvvm/libdevice"));
    Files.createSymbolicLink(programs.resolve("ptxas"), tools.getFirst());
    Files.createSymbolicLink(functions.resolve("libdevice.10.bc"), tools.getLast());
    environment.merge("PATH", programs.toString(), (path, bin) -> bin + File.pathSeparator + path);
    add(environment, "XLA_FLAGS", "--xla_gpu_cuda_data_dir=" + cuda);
  }

  @Override
  Optional<BundlePrice> price(AheadOrders folder) {
    return Optional.empty();
  }
}
