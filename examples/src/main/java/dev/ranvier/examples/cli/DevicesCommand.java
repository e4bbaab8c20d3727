package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.DeviceSetInfo;
import dev.ranvier.runtime.client.DeviceSetInfo.DeviceInfo;
import dev.ranvier.runtime.client.DeviceSetInfo.PluginInfo;
import dev.ranvier.runtime.client.RuntimeClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lists the devices of a runtime.
@Command(
    name = "devices",
    description = "List the devices of a runtime, and the plugins that drive them.",
    footer = {
      "",
      "Examples:",
      "  ranvier devices",
      "  ranvier devices --runtime localhost:8470 --json"
    })
final class DevicesCommand implements Callable<Integer> {
  @Mixin private RuntimeOptions runtime = new RuntimeOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (RuntimeClient client = runtime.open(spec.commandLine())) {
      List<DeviceSetInfo> sets = client.devices();
      if (json) {
        Json.print(out, sets);
      } else {
        sets.forEach(set -> lines(set).forEach(out::println));
      }
    }
    return 0;
  }

  /// A device set in words.
  static List<String> lines(DeviceSetInfo set) {
    PluginInfo plugin = set.plugin();
    List<String> lines = new ArrayList<>();
    lines.add("%s: platform %s".formatted(set.name(), plugin.platform()));
    lines.add("  plugin     " + plugin.library());
    lines.add("  PJRT API   " + plugin.pjrtApiVersion());
    lines.add("  StableHLO  " + stablehlo(plugin));
    for (DeviceInfo device : set.devices()) {
      lines.add(
          "  device %d   %s (%s)".formatted(device.id(), device.kind(), device.description()));
    }
    return lines;
  }

  private static String stablehlo(PluginInfo plugin) {
    return plugin.stablehloNewest().isEmpty()
        ? "the plugin does not say"
        : plugin.stablehloOldest() + " to " + plugin.stablehloNewest();
  }
}
