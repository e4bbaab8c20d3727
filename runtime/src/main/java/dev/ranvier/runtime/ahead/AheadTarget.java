package dev.ranvier.runtime.ahead;

import dev.ranvier.runtime.plugin.PinnedWheel;
import dev.ranvier.runtime.plugin.PluginCatalog;
import java.util.List;
import java.util.regex.Pattern;

/// Devices to compile for: a generation of TPUs and how its chips are laid out, `v5e:2x2`.
///
/// @param name also the plugin's word for it
/// @param plugin what has the compiler
public record AheadTarget(String name, PinnedWheel plugin) {
  private static final List<String> KNOWN =
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

  /// Names that are known to compile; the plugin may know others.
  public static List<String> known() {
    return KNOWN;
  }

  /// Takes any name of the right form: the plugin says whether there is such a device.
  ///
  /// @throws IllegalArgumentException if it can't be one
  public static AheadTarget named(String name) {
    if (!LAYOUT.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no device to compile for; there are %s"
              .formatted(name, String.join(", ", KNOWN)));
    }
    return new AheadTarget(name, PluginCatalog.LIBTPU);
  }

  /// Bundles that still run after a branch was taken.
  int branchDelay() {
    return name.matches("v[234]:.*") ? 1 : 4;
  }
}
