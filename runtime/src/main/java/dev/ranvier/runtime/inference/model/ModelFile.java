package dev.ranvier.runtime.inference.model;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.ModelPort.Purpose;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that is needed to infer with a trained model. As a file it is a zip archive: `model.json`,
/// and beside it the StableHLO of each size of batch and the raw parameters, each with its sha256
/// in `model.json`.
///
/// @param programs by rising batch, at least one
/// @param parameters by the names of their ports
public record ModelFile(
    ModelDescription description, List<BatchProgram> programs, Map<String, HostArray> parameters) {
  public ModelFile {
    programs = programs.stream().sorted(Comparator.comparingInt(BatchProgram::batch)).toList();
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /// Writes the file, or leaves the one that is there: what is written appears whole, by a rename.
  /// The same model gives the same bytes.
  ///
  /// @throws ModelFileException if it can't be written
  public void write(Path file) {
    ModelWriter.write(this, file);
  }

  /// Reads a file.
  ///
  /// @throws ModelFileException with all that is wrong with it
  public static ModelFile read(Path file) {
    return ModelReader.read(file);
  }

  public int largestBatch() {
    return programs.getLast().batch();
  }

  /// The program of the smallest batch that so many samples fit in.
  public BatchProgram programFor(int samples) {
    return programs.stream()
        .filter(program -> program.batch() >= samples)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "batch of %d: expected at most %d".formatted(samples, largestBatch())));
  }

  /// The inputs, `[steps, batch, channels]` of the smallest batch.
  public List<ModelPort> sequences() {
    return programs.getFirst().inputs(Purpose.SEQUENCE);
  }
}
