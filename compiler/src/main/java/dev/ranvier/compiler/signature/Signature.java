package dev.ranvier.compiler.signature;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The inputs and outputs of a program's `main`, in the order of its arguments and results.
///
/// An output of role `STATE` or `COUNT` has the name and type of an input: it is what that input
/// takes when the run goes on. The arrays given for those inputs are donated: a runtime may write
/// the outputs over them.
public record Signature(List<Port> inputs, List<Port> outputs) {
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public List<Port> inputs(Role role) {
    return inputs.stream().filter(port -> port.role() == role).toList();
  }

  public List<Port> outputs(Role role) {
    return outputs.stream().filter(port -> port.role() == role).toList();
  }

  public Optional<Port> input(String name) {
    return inputs.stream().filter(port -> port.name().equals(name)).findFirst();
  }

  /// The output of a name and role: a state and a record may share a name.
  public Optional<Port> output(Role role, String name) {
    return outputs(role).stream().filter(port -> port.name().equals(name)).findFirst();
  }

  /// The states and counts among the inputs: what one call hands to the next.
  public List<Port> carried() {
    return inputs.stream().filter(Signature::isCarried).toList();
  }

  static boolean isCarried(Port port) {
    return switch (port.role()) {
      case STATE, COUNT -> true;
      case STEP, SEQUENCE, PARAMETER, RECORD, LABELS, METRIC -> false;
    };
  }

  @Override
  public String toString() {
    return text("inputs", inputs) + text("outputs", outputs);
  }

  private static String text(String title, List<Port> ports) {
    return ports.stream()
        .map(port -> "  " + port + "\n")
        .collect(Collectors.joining("", title + "\n", ""));
  }
}
