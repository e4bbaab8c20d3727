package dev.ranvier.runtime.train;

import dev.ranvier.runtime.array.HostArray;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// All that a training needs to go on to the bit: parameters, what the optimizer keeps, counts and
/// seeds; and a description of the model, by which the checkpoint of another one is refused.
///
/// The file is of the format safetensors (8 bytes of length, a JSON header, raw arrays), which
/// Python's package of that name reads. The tensors are named `parameters/NAME` and `slots/NAME`;
/// the header's metadata hold the rest, and the sha256 of the whole file with 64 zeros in its own
/// place.
///
/// @param model names and types, a line each, as [#describe] gives them
/// @param parameters what is trained, by name
/// @param slots what the optimizer keeps, by name (`hidden.weights/mean`)
public record Checkpoint(
    String model,
    TrainingState state,
    Map<String, HostArray> parameters,
    Map<String, HostArray> slots) {
  public Checkpoint {
    parameters = Map.copyOf(parameters);
    slots = Map.copyOf(slots);
  }

  /// Describes a model by its parameters and slots: a line each, `parameter NAME TYPE`, in order.
  public static String describe(Map<String, HostArray> parameters, Map<String, HostArray> slots) {
    var text = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach((name, array) -> text.append("parameter " + name + " " + array.type() + "\n"));
    new TreeMap<>(slots)
        .forEach((name, array) -> text.append("slot " + name + " " + array.type() + "\n"));
    return text.toString();
  }

  /// Writes the file, or leaves the one that is there: what is written appears whole, by a rename.
  ///
  /// @throws CheckpointException if it can't be written
  public void write(Path file) {
    CheckpointWriter.write(this, file);
  }

  /// Reads a file.
  ///
  /// @throws CheckpointException if it can't be read, is no checkpoint, or is damaged
  public static Checkpoint read(Path file) {
    return CheckpointReader.read(file);
  }

  /// Reads the checkpoint of a model.
  ///
  /// @param model the description that the checkpoint must have
  /// @throws CheckpointException also if it is of another model; shows the lines that differ
  public static Checkpoint read(Path file, String model) {
    Checkpoint checkpoint = read(file);
    if (!checkpoint.model.equals(model)) {
      throw new CheckpointException(
          """
          checkpoint %s: it is of another model; resume with the network and optimizer it was written with, or start anew
          (- in the checkpoint, + in this program)
          %s"""
              .formatted(file, LineDifference.of(checkpoint.model, model)));
    }
    return checkpoint;
  }
}
