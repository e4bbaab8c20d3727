package dev.ranvier.examples.bench;

import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.ElementType;
import dev.ranvier.runtime.pjrt.Executable;
import dev.ranvier.runtime.pjrt.Plugin;
import dev.ranvier.runtime.pjrt.Shape;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.Located;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A plugin of this process, whose first device is measured.
public final class Device implements AutoCloseable {
  private final String name;
  private final Plugin plugin;
  private final Client client;

  private Device(String name, Plugin plugin) {
    this.name = name;
    this.plugin = plugin;
    this.client = plugin.createClient();
  }

  /// Loads the plugin that was asked for, or else the one that commands take by default.
  public static Device open(Optional<PluginOption> asked, FetchProgress progress) {
    PluginLocator locator = PluginLocator.ofSystem();
    Located located = locator.locate(asked);
    Plugin plugin = Plugin.load(locator.library(located.choice(), progress));
    return new Device(located.choice().name(), plugin);
  }

  /// The name of the plugin.
  public String name() {
    return name;
  }

  /// What programs that are measured on it are lowered for: its own kind where there is one.
  Target target() {
    return switch (client.platformName()) {
      case "cuda", "rocm", "gpu" -> Targets.gpu();
      case "tpu" -> Targets.tpu();
      default -> Targets.cpu();
    };
  }

  /// Compiles a program and puts its arguments on the device.
  public Loaded load(Work work) {
    Executable executable = client.compile(Printer.print(work.module()));
    try {
      return new Loaded(this, work, executable);
    } catch (RuntimeException problem) {
      executable.close();
      throw problem;
    }
  }

  Buffer upload(Tensor tensor) {
    return client.upload(shape(tensor.type()), ByteBuffer.wrap(tensor.toBytes()));
  }

  private static Shape shape(TensorType type) {
    ElementType element = ElementType.ofSpelling(type.element().spelling()).orElseThrow();
    return new Shape(element, type.dimensions());
  }

  @Override
  public void close() {
    client.close();
    plugin.close();
  }
}
