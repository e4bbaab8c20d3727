package dev.ranvier.runtime.plugin;

import java.nio.file.Path;

/// The plugin that was chosen, and why: `doctor` prints it.
public sealed interface PluginChoice {
  /// The plugin's name, for people and for `--plugin`.
  String name();

  /// What decided: an option, a variable of the environment, an installation, the catalog.
  String why();

  /// A library that is on disk already; what it holds is its owner's business.
  record OnDisk(String name, Path library, String why) implements PluginChoice {}

  /// A wheel of the catalog, to be found in the cache or fetched to it; checked against its hash.
  record Pinned(PinnedWheel wheel, boolean cached, String why) implements PluginChoice {
    @Override
    public String name() {
      return wheel.project();
    }
  }
}
