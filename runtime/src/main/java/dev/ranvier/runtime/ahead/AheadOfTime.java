package dev.ranvier.runtime.ahead;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import com.google.protobuf.ByteString;
import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.ahead.AheadReport.Facts;
import dev.ranvier.runtime.ahead.AheadReport.Refusal;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.Folders;
import dev.ranvier.runtime.plugin.PluginChoice;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.process.ChildJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Compiles modules for devices that aren't there, each in a process of its own: the plugin may end
/// its process, and reads its settings from the environment when it is loaded.
///
/// @param plugin its name and version, or where it lies, for people
/// @param library the plugin, as the locator found it
/// @param tools what the target's compiler needs beside the plugin
/// @param patience how long one module may take
public record AheadOfTime(
    String plugin, Path library, List<Path> tools, AheadTarget target, Duration patience) {
  private static final int LAST_LINES = 5;

  public AheadOfTime {
    tools = List.copyOf(tools);
  }

  /// Finds the target's plugin, and fetches it if it isn't there yet.
  ///
  /// @throws dev.ranvier.runtime.pjrt.PluginException if it can't be had
  public static AheadOfTime of(AheadTarget target, FetchProgress progress, Duration patience) {
    PluginLocator locator = PluginLocator.ofSystem();
    var asked = new PluginOption.Named(target.plugin().project());
    PluginChoice choice = locator.locate(Optional.of(asked)).choice();
    Path library = locator.library(choice, progress);
    String name =
        switch (choice) {
          case PluginChoice.Pinned pinned -> pinned.wheel().toString();
          case PluginChoice.OnDisk onDisk -> "%s at %s".formatted(onDisk.name(), library);
        };
    List<Path> tools = target.tools().stream().map(tool -> locator.tool(tool, progress)).toList();
    return new AheadOfTime(name, library, tools, target, patience);
  }

  /// Compiles StableHLO text.
  ///
  /// @throws PluginProblem if the plugin can't be used, knows no such device, or its process dies
  ///   or takes too long
  public AheadOutcome compile(String stablehlo) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ranvier-ahead-");
    try {
      var orders = new AheadOrders(library, target.topology(), folder);
      Files.writeString(orders.module(), stablehlo);
      Files.writeString(orders.options(), new Gson().toJson(target.options()));
      run(orders);
      return outcome(orders);
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(AheadOrders orders) throws IOException, InterruptedException {
    Process process = builder(orders).start();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw problem("did not compile the module in %d s".formatted(patience.toSeconds()), orders);
      }
      if (!Files.isRegularFile(orders.report())) {
        throw problem("ended its process (exit code %d)".formatted(process.exitValue()), orders);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private ProcessBuilder builder(AheadOrders orders) throws IOException {
    List<String> arguments =
        List.of(orders.library().toString(), orders.topology(), orders.folder().toString());
    var builder =
        new ProcessBuilder(ChildJava.command(AheadMain.class, List.of("-Xmx1g"), arguments));
    target.prepare(builder.environment(), orders, tools);
    return builder.redirectErrorStream(true).redirectOutput(orders.log().toFile());
  }

  private AheadOutcome outcome(AheadOrders orders) throws IOException {
    AheadReport report = report(orders);
    Refusal refusal = report.refusal();
    Facts program = report.program();
    if (program != null) {
      return compiled(program, orders);
    }
    if (refusal == null) {
      throw new PluginProblem(String.valueOf(report.problem()), null);
    }
    if (refusal.device()) {
      throw new PluginProblem(
          "%s: the plugin %s knows no such device (%s); there are %s"
              .formatted(
                  target.name(), plugin, refusal.message(), String.join(", ", AheadTarget.known())),
          null);
    }
    return new AheadOutcome.Refused(refusal.message(), refusal.detail());
  }

  private AheadReport report(AheadOrders orders) throws IOException {
    try {
      return AheadReport.parse(Files.readString(orders.report()));
    } catch (JsonSyntaxException cut) {
      throw problem("ended its process while it reported", orders);
    }
  }

  private AheadOutcome.Compiled compiled(Facts facts, AheadOrders orders) throws IOException {
    return new AheadOutcome.Compiled(
        facts.platform(),
        facts.version(),
        facts.name(),
        facts.seconds(),
        facts.outputs(),
        Optional.ofNullable(facts.memory()),
        facts.costs(),
        Optional.ofNullable(facts.optimized()),
        target.price(orders),
        ByteString.copyFrom(Files.readAllBytes(orders.executable())));
  }

  private PluginProblem problem(String what, AheadOrders orders) throws IOException {
    return new PluginProblem(
        "%s: the plugin %s %s; last words: %s"
            .formatted(target.name(), plugin, what, lastWords(orders.log())),
        null);
  }

  private static String lastWords(Path log) throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    List<String> lines = text.lines().map(String::strip).filter(one -> !one.isEmpty()).toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return last.isEmpty() ? "none" : String.join(" | ", last);
  }
}
