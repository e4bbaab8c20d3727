package dev.ranvier.examples.cli;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// In what format a compiled module is written.
final class FormatOption {
  private static final String TEXT = "stablehlo";
  private static final String ONNX = "onnx";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = TEXT,
      description = {
        "stablehlo or onnx (default: ${DEFAULT-VALUE}).",
        "onnx writes two files, opset " + OnnxModel.OPSET + ": FILE.onnx is a call, and",
        "FILE-initial.onnx gives what the first call takes beside spikes."
      })
  private String format = TEXT;

  /// Refuses formats that there are not, and binary ones on a terminal.
  ///
  /// @param elsewhere whether a module would not come out on standard output
  /// @param ahead whether a compiler of devices takes the module
  void check(CommandLine command, boolean elsewhere, boolean ahead) {
    if (!List.of(TEXT, ONNX).contains(format)) {
      throw Names.unknown(command, "format", format, List.of(TEXT, ONNX));
    }
    if (isOnnx() && ahead) {
      throw new ParameterException(
          command, "--format onnx and --aot: expected one of them; --aot compiles StableHLO");
    }
    if (isOnnx() && !elsewhere) {
      throw new ParameterException(
          command, "--format onnx is binary and does not go to standard output; add -o FILE.onnx");
    }
  }

  private boolean isOnnx() {
    return format.equals(ONNX);
  }

  /// Writes a program, and says into which files.
  List<Path> write(Program program, Path file) throws IOException {
    if (!isOnnx()) {
      Files.writeString(file, program.text());
      return List.of(file);
    }
    OnnxModel call = OnnxModel.of(program);
    OnnxModel start = OnnxModel.initial(program);
    Path initial = initial(file);
    Files.write(file, call.bytes());
    Files.write(initial, start.bytes());
    return List.of(file, initial);
  }

  private static Path initial(Path file) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
    return file.resolveSibling(stem + "-initial.onnx");
  }
}
