package dev.ranvier.runtime.pjrt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PluginCatalog;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The plugins that the tests run on, fetched to the user's cache as a clean clone would.
public enum TestPlugin {
  /// The default one, or the one that `-Dranvier.plugin` names.
  CURRENT,

  /// The older of the CPU plugins. Tests on it are skipped where another device is asked for.
  OLDEST;

  private static final Map<TestPlugin, Path> LIBRARIES = new ConcurrentHashMap<>();

  /// The library; found, fetched and checked once for all tests of this process.
  public Path library() {
    return LIBRARIES.computeIfAbsent(this, TestPlugin::find);
  }

  private static Path find(TestPlugin plugin) {
    PluginLocator locator = PluginLocator.ofSystem();
    var located = locator.locate(plugin.asked());
    return locator.library(located.choice(), FetchProgress.SILENT);
  }

  private Optional<PluginOption> asked() {
    String property = System.getProperty(PluginLocator.PROPERTY, "");
    return switch (this) {
      case CURRENT ->
          property.isEmpty()
              ? Optional.of(new PluginOption.Named(PluginCatalog.DEFAULT.project()))
              : Optional.empty();
      case OLDEST -> {
        assumeTrue(
            property.isEmpty() || property.equals("cpu"),
            () ->
                "runs on the older CPU plugin; -D%s=%s asks for another"
                    .formatted(PluginLocator.PROPERTY, property));
        yield Optional.of(new PluginOption.Named(PluginCatalog.OPENXLA.project()));
      }
    };
  }

  public Plugin load() {
    return Plugin.load(library());
  }

  static Buffer upload(Client client, float... values) {
    return client.upload(Shape.of(ElementType.F32, values.length), MemorySegment.ofArray(values));
  }

  static float[] floats(Buffer buffer) {
    return MemorySegment.ofBuffer(buffer.download()).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }
}
