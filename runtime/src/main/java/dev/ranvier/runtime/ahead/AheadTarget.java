package dev.ranvier.runtime.ahead;

import dev.ranvier.runtime.plugin.PinnedWheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Devices to compile for: which plugin has their compiler, what that is told of them, and what it
/// needs around it.
public abstract sealed class AheadTarget permits TpuTarget, GpuTarget {
  private final String name;

  AheadTarget(String name) {
    this.name = name;
  }

  /// Names that are known to compile; the compiler of TPUs may know others.
  public static List<String> known() {
    return Stream.concat(TpuTarget.KNOWN.stream(), GpuTarget.KNOWN.stream()).toList();
  }

  /// Takes `h200`, and any name of the form `v5e:2x2`: the plugin says whether there is such a TPU.
  ///
  /// @throws IllegalArgumentException if it can't be one
  public static AheadTarget named(String name) {
    if (GpuTarget.KNOWN.contains(name)) {
      return new GpuTarget(name);
    }
    if (TpuTarget.couldBe(name)) {
      return new TpuTarget(name);
    }
    throw new IllegalArgumentException(
        "\"%s\" is no device to compile for; there are %s"
            .formatted(name, String.join(", ", known())));
  }

  /// `v5e:2x2`, `h200`.
  public final String name() {
    return name;
  }

  /// What programs are lowered for so that they suit the devices: `tpu` or `gpu`.
  public abstract String kind();

  /// What has the compiler.
  public abstract PinnedWheel plugin();

  /// Files that the compiler needs beside the plugin.
  abstract List<PinnedWheel> tools();

  /// The plugin's word for the devices.
  abstract String topology();

  /// What the plugin is told of the devices.
  abstract Map<String, String> options() throws IOException;

  /// Sets the environment of the process that is to load the plugin.
  ///
  /// @param folder where the process works
  /// @param tools the files of [#tools], in their order
  abstract void prepare(Map<String, String> environment, AheadOrders folder, List<Path> tools)
      throws IOException;

  /// What a step costs, by what the compiler left in the folder; empty if it doesn't say.
  abstract Optional<BundlePrice> price(AheadOrders folder) throws IOException;

  /// Adds an option to a variable that holds several, behind the user's own.
  static void add(Map<String, String> environment, String variable, String option) {
    environment.merge(variable, option, (theirs, ours) -> theirs + " " + ours);
  }

  @Override
  public String toString() {
    return name;
  }
}
