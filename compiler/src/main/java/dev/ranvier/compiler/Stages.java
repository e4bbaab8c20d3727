package dev.ranvier.compiler;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.text.Printer;

/// One model at every stage of compilation, as text: for golden files, and for reading.
///
/// @param graph what the user declared
/// @param event spikes, queues and time as ops of their own; prints `initial` and `main`
/// @param tensor `main` in StableHLO, as it is shipped
public record Stages(NetworkGraph graph, Module event, Module tensor) {
  /// A stage by the name of its section in a golden file.
  public enum Name {
    GRAPH,
    EVENT,
    STABLEHLO
  }

  public String text(Name stage) {
    return switch (stage) {
      case GRAPH -> graph.text();
      case EVENT -> Printer.print(event);
      case STABLEHLO -> Printer.print(tensor);
    };
  }
}
