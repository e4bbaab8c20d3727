package dev.ranvier.runtime.pjrt;

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
public enum CpuPlugin {
  CURRENT(PluginCatalog.DEFAULT.project()),
  OLDEST(PluginCatalog.OPENXLA.project());

  private static final Map<CpuPlugin, Path> LIBRARIES = new ConcurrentHashMap<>();

  private final String project;

  CpuPlugin(String project) {
    this.project = project;
  }

  /// The library; found, fetched and checked once for all tests of this process.
  public Path library() {
    return LIBRARIES.computeIfAbsent(this, CpuPlugin::find);
  }

  private static Path find(CpuPlugin cpu) {
    PluginLocator locator = PluginLocator.ofSystem();
    var located = locator.locate(Optional.of(new PluginOption.Named(cpu.project)));
    return locator.library(located.choice(), FetchProgress.SILENT);
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
