package dev.ranvier.runtime.ahead;

import java.nio.file.Path;

/// What the process that compiles is told on its command line. Everything but the plugin lies in
/// one folder.
///
/// @param library the plugin
/// @param topology the plugin's word for the devices
/// @param folder holds the module, and takes what is made of it
record AheadOrders(Path library, String topology, Path folder) {
  /// StableHLO text.
  Path module() {
    return folder.resolve("module.mlir");
  }

  /// What the plugin is told of the devices: names and texts, as JSON.
  Path options() {
    return folder.resolve("options.json");
  }

  /// An [AheadReport] as JSON.
  Path report() {
    return folder.resolve("report.json");
  }

  /// The serialized executable.
  Path executable() {
    return folder.resolve("program.pjrt");
  }

  /// What the plugin's compiler writes of its own accord.
  Path dump() {
    return folder.resolve("dump");
  }

  /// Laid out as an installation of CUDA, for the tools of its compiler.
  Path cuda() {
    return folder.resolve("cuda");
  }

  /// What the process writes to its outputs.
  Path log() {
    return folder.resolve("log");
  }
}
