package dev.ranvier.runtime.inference.model;

import java.util.List;

/// What a model is, but for its programs and parameters.
///
/// @param name what a client asks for
/// @param version of the model, such as `1`
/// @param target that the programs are compiled for
/// @param dtMs the length of a step
/// @param steps of a sample
/// @param stepsPerCall of one call of `main`; divides the steps
/// @param classes how many neurons are read
/// @param lossy the projections whose queues may drop events
public record ModelDescription(
    String name,
    String version,
    String target,
    double dtMs,
    int steps,
    int stepsPerCall,
    int classes,
    Answer answer,
    List<Lossy> lossy) {
  public ModelDescription {
    lossy = List.copyOf(lossy);
  }

  /// A projection whose queues may drop events.
  ///
  /// @param port of the count of dropped events, `i32[batch]`
  /// @param label for messages: `projection "in" -> "hidden"`
  /// @param fails whether a dropped event is an error
  public record Lossy(String port, String label, boolean fails) {}

  public int calls() {
    return steps / stepsPerCall;
  }
}
