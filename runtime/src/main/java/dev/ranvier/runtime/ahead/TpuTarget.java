package dev.ranvier.runtime.ahead;

import dev.ranvier.runtime.plugin.PinnedWheel;
import dev.ranvier.runtime.plugin.PluginCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A generation of TPUs and how its chips are laid out: `v5e:2x2`.
final class TpuTarget extends AheadTarget {
  static final List<String> KNOWN =
      List.of(
          "v3:2x2",
          "v4:2x2x1",
          "v5e:1x1",
          "v5e:2x2",
          "v5e:4x4",
          "v5p:2x2x1",
          "v6e:1x1",
          "v6e:2x2",
          "v6e:2x4",
          "tpu7x:2x2x1");

  private static final Pattern LAYOUT = Pattern.compile("\\w+:\\d+(x\\d+)+");

  TpuTarget(String name) {
    super(name);
  }

  static boolean couldBe(String name) {
    return LAYOUT.matcher(name).matches();
  }

  @Override
  public String kind() {
    return "tpu";
  }

  @Override
  public PinnedWheel plugin() {
    return PluginCatalog.LIBTPU;
  }

  @Override
  List<PinnedWheel> tools() {
    return List.of();
  }

  @Override
  String topology() {
    return name();
  }

  @Override
  Map<String, String> options() {
    return Map.of();
  }

  /// Without the first variable, the plugin asks the network for minutes which machine it is on.
  /// The third lets several processes load it at a time, as no device is shared. The last makes the
  /// compiler write its final machine code, and which ops have the same; and nothing else of the
  /// hundred stages that it could show.
  @Override
  void prepare(Map<String, String> environment, AheadOrders folder, List<Path> tools)
      throws IOException {
    environment.put("TPU_SKIP_MDS_QUERY", "1");
    environment.put("TPU_WORKER_HOSTNAMES", "localhost");
    environment.put("ALLOW_MULTIPLE_LIBTPU_LOAD", "1");
    environment.remove("TPU_LOAD_LIBRARY");
    Files.createDirectory(folder.dump());
    add(environment, "LIBTPU_INIT_ARGS", "--xla_jf_dump_to=" + folder.dump());
    add(environment, "LIBTPU_INIT_ARGS", "--xla_jf_dump_llo_text=true");
    add(
        environment,
        "LIBTPU_INIT_ARGS",
        "--xla_jf_dump_llo_pass_label_regex=.*(final_bundles|deduplication).*");
  }

  @Override
  Optional<BundlePrice> price(AheadOrders folder) throws IOException {
    return BundlePrice.read(folder.dump(), branchDelay());
  }

  /// Bundles that still run after a branch was taken.
  int branchDelay() {
    return name().matches("v[234]:.*") ? 1 : 4;
  }
}
