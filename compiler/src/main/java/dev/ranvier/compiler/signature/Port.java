package dev.ranvier.compiler.signature;

import dev.ranvier.ir.type.TensorType;

/// An input or an output of a program.
///
/// @param name `step`, `in.spikes`, `hidden.drive`, `in->hidden.weights`, `in->hidden.delays`,
///   `hidden.voltage`, `in->hidden.current`, `in->hidden.queue...`, `hidden.spikeCount`,
///   `in->hidden.dropped`. What is recorded of a population comes out under `hidden.spikes` or
///   `hidden.voltage` with the role of a record, beside the state of the same name.
public record Port(String name, Role role, TensorType type) {
  @Override
  public String toString() {
    return "%s %s: %s".formatted(role.word(), name, type);
  }
}
