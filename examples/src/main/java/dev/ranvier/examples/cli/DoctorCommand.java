package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.DeviceSetInfo;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.plugin.Located;
import dev.ranvier.runtime.plugin.PluginLocator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says what Ranvier finds on this machine, which plugin it chooses and why, and whether that
/// works.
@Command(
    name = "doctor",
    description = "Check this machine: the JDK, the plugin chosen and why, versions, devices.",
    footer = {
      "",
      "Fetches the plugin if it isn't there yet.",
      "",
      "Examples:",
      "  ranvier doctor",
      "  ranvier doctor --plugin /opt/plugins/pjrt_cpu.so --json"
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private RuntimeOptions runtime = new RuntimeOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// What was found.
  ///
  /// @param considered where a plugin was looked for, in order, and what was chosen
  /// @param problem what is wrong, if anything
  record Findings(
      String ranvier,
      String jdk,
      String jdkHome,
      String system,
      int processors,
      List<String> considered,
      List<DeviceSetInfo> devices,
      @Nullable String problem) {}

  @Override
  public Integer call() {
    Findings findings = examine();
    if (json) {
      Json.print(spec.commandLine().getOut(), findings);
    } else {
      print(findings, spec.commandLine().getOut());
    }
    if (findings.problem() != null && !json) {
      spec.commandLine().getErr().println("ranvier: " + findings.problem());
    }
    return findings.problem() == null ? 0 : Failures.FAILED;
  }

  private Findings examine() {
    List<String> considered = new ArrayList<>();
    List<DeviceSetInfo> devices = new ArrayList<>();
    String problem = null;
    var asked = runtime.plugin(spec.commandLine());
    try {
      if (runtime.isLocal()) {
        Located located = PluginLocator.ofSystem().locate(asked);
        considered.addAll(located.considered());
      }
      try (RuntimeClient client = runtime.open(spec.commandLine())) {
        devices.addAll(client.devices());
      }
    } catch (RuntimeException failure) {
      problem = Failures.message(failure);
    }
    return new Findings(
        Version.RANVIER,
        Runtime.version().toString(),
        Path.of(System.getProperty("java.home")).toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        considered,
        devices,
        problem);
  }

  private static void print(Findings findings, PrintWriter out) {
    out.println("ranvier  " + findings.ranvier());
    out.println("JDK      " + findings.jdk() + " in " + findings.jdkHome());
    out.printf("system   %s, %d processors%n", findings.system(), findings.processors());
    if (!findings.considered().isEmpty()) {
      out.println("plugin");
      findings.considered().forEach(line -> out.println("  " + line));
    }
    for (DeviceSetInfo set : findings.devices()) {
      DevicesCommand.lines(set).forEach(out::println);
    }
  }
}
