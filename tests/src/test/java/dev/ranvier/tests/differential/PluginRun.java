package dev.ranvier.tests.differential;

import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.ElementType;
import dev.ranvier.runtime.pjrt.Executable;
import dev.ranvier.runtime.pjrt.Plugin;
import dev.ranvier.runtime.pjrt.Shape;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PluginLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plugin in this process, on one device. The program that it is given last lies in a file, so
/// that it can be looked at if the plugin takes the process down with it.
final class PluginRun implements AutoCloseable {
  private static final Path LAST = Path.of("target", "differential", "last.mlir");

  private final Plugin plugin;
  private final Client client;

  private PluginRun(Plugin plugin) {
    this.plugin = plugin;
    this.client = plugin.createClient();
  }

  /// On the default plugin, or the one that `-Dranvier.plugin` names.
  static PluginRun open() {
    PluginLocator locator = PluginLocator.ofSystem();
    Path library = locator.library(locator.locate(Optional.empty()).choice(), FetchProgress.SILENT);
    return new PluginRun(Plugin.load(library));
  }

  /// What the program's `main` hands over.
  ///
  /// @param results its types
  List<Tensor> run(String text, List<Tensor> arguments, List<TensorType> results) {
    keep(text);
    List<Buffer> buffers = new ArrayList<>();
    try (Executable executable = client.compile(text)) {
      arguments.forEach(argument -> buffers.add(upload(argument)));
      List<Buffer> outputs = executable.execute(buffers);
      buffers.addAll(outputs);
      List<Tensor> tensors = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        tensors.add(Tensor.ofBytes(results.get(i), outputs.get(i).download().array()));
      }
      return tensors;
    } finally {
      buffers.forEach(Buffer::close);
    }
  }

  private Buffer upload(Tensor tensor) {
    ElementType element = ElementType.ofSpelling(tensor.type().element().spelling()).orElseThrow();
    Shape shape = new Shape(element, tensor.type().dimensions());
    return client.upload(shape, ByteBuffer.wrap(tensor.toBytes()));
  }

  private static void keep(String text) {
    try {
      Files.createDirectories(LAST.getParent());
      Files.writeString(LAST, text);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void close() {
    client.close();
    plugin.close();
  }
}
