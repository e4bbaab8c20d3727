package dev.ranvier.runtime.ahead;

import com.google.gson.JsonParser;
import dev.ranvier.runtime.admission.PluginVersions;
import dev.ranvier.runtime.ahead.AheadReport.Facts;
import dev.ranvier.runtime.ahead.AheadReport.Refusal;
import dev.ranvier.runtime.hlo.Hlo;
import dev.ranvier.runtime.pjrt.AheadExecutable;
import dev.ranvier.runtime.pjrt.CompileOptions;
import dev.ranvier.runtime.pjrt.CompiledProgram;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.pjrt.Plugin;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginValue;
import dev.ranvier.runtime.pjrt.PluginValue.Text;
import dev.ranvier.runtime.pjrt.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The entry point of the process that compiles: loads the plugin, compiles one module for one
/// topology, writes a report, and ends. It also ends when its input does: then nobody waits for the
/// report any more.
public final class AheadMain {
  private static final int FAILED = 1;

  private AheadMain() {}

  public static void main(String[] arguments) throws IOException {
    var orders = new AheadOrders(Path.of(arguments[0]), arguments[1], Path.of(arguments[2]));
    Thread.ofPlatform().daemon().name("parent").start(AheadMain::endWithParent);
    Files.writeString(orders.report(), report(orders).json());
    // A plugin's own tidying up at the end of a process may crash; nothing of it is needed.
    Runtime.getRuntime().halt(0);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is expected; only the end counts.
      }
    } catch (IOException _) {
      // An input that cannot be read has ended too.
    }
    Runtime.getRuntime().halt(FAILED);
  }

  private static AheadReport report(AheadOrders orders) throws IOException {
    try (Plugin plugin = Plugin.load(orders.library());
        Topology topology = plugin.topology(orders.topology(), options(orders))) {
      Optional<String> tooNew = tooNew(orders, plugin);
      return tooNew.isPresent() ? refused(tooNew.get()) : compiled(orders, topology);
    } catch (PluginException problem) {
      return AheadReport.problem(String.valueOf(problem.getMessage()));
    } catch (PjrtException problem) {
      return refused(true, problem);
    }
  }

  private static Optional<String> tooNew(AheadOrders orders, Plugin plugin) throws IOException {
    return PluginVersions.problem(Files.readString(orders.module()), plugin.stablehloVersion());
  }

  private static Map<String, PluginValue> options(AheadOrders orders) throws IOException {
    Map<String, PluginValue> options = new TreeMap<>();
    var texts = JsonParser.parseString(Files.readString(orders.options())).getAsJsonObject();
    texts.asMap().forEach((name, text) -> options.put(name, new Text(text.getAsString())));
    return options;
  }

  private static AheadReport compiled(AheadOrders orders, Topology topology) throws IOException {
    byte[] module = Files.readAllBytes(orders.module());
    long start = System.nanoTime();
    try (AheadExecutable executable = topology.compile(module, CompileOptions.single())) {
      double seconds = (System.nanoTime() - start) / 1e9;
      Files.write(orders.executable(), executable.serialize());
      return AheadReport.of(facts(topology, executable, seconds));
    } catch (PjrtException problem) {
      return refused(false, problem);
    }
  }

  private static Facts facts(Topology topology, AheadExecutable executable, double seconds) {
    return new Facts(
        topology.platformName(),
        topology.platformVersion(),
        executable.name(),
        seconds,
        executable.outputs().stream().map(Object::toString).toList(),
        executable.memory().orElse(null),
        numbers(executable.costs()),
        executable.optimizedProgram().map(AheadMain::optimized).orElse(null));
  }

  private static @Nullable OptimizedFacts optimized(CompiledProgram program) {
    return program.format().equals("hlo_with_config") ? OptimizedFacts.of(Hlo.of(program)) : null;
  }

  /// Figures of the whole program; those of single arguments have braces in their names.
  private static Map<String, Double> numbers(Map<String, PluginValue> costs) {
    Map<String, Double> numbers = new TreeMap<>();
    costs.forEach(
        (name, value) -> {
          if (value instanceof PluginValue.Float32(float number) && !name.contains("{")) {
            numbers.put(name, (double) number);
          }
        });
    return numbers;
  }

  private static AheadReport refused(String why) {
    return AheadReport.refusal(new Refusal(false, why, why));
  }

  private static AheadReport refused(boolean device, PjrtException problem) {
    return AheadReport.refusal(
        new Refusal(device, String.valueOf(problem.getMessage()), problem.detail()));
  }
}
