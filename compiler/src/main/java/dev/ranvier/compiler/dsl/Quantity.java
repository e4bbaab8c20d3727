package dev.ranvier.compiler.dsl;

import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Recorder;

/// Something of a population that can be recorded: see `spikes` and `voltage` in `Declare`.
public record Quantity(Recorder.Quantity quantity, Node node) {}
