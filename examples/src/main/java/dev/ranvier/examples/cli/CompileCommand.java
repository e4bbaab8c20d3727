package dev.ranvier.examples.cli;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.examples.Model;
import dev.ranvier.runtime.ahead.AheadTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Compiles a model to StableHLO, and on to the machine code of devices that aren't there.
@Command(
    name = "compile",
    description = "Compile a model to StableHLO text, or all the way for devices that aren't here.",
    footer = {
      "",
      "Examples:",
      "  ranvier compile yinyang                   the module, on standard output",
      "  ranvier compile yinyang --target cpu -o net.mlir",
      "  ranvier compile relay --explain           which queues were chosen, and why",
      "  ranvier compile xor --target lpu --format onnx -o xor.onnx",
      "  ranvier compile relay --aot v5e:2x2       what a TPU's compiler makes of it, with no TPU",
      "  ranvier compile relay --aot h200 -o relay.pjrt"
    })
final class CompileCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "What to compile; `ranvier models` lists them.")
  private String model = "";

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description = "cpu, gpu, tpu or lpu (default: cpu, or with --aot what suits the devices).")
  private @Nullable String target;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write the module here, not to standard output; with --aot, the serialized executable.")
  private @Nullable Path output;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples side by side (default: the model's own).")
  private @Nullable Integer batch;

  @Mixin private AheadOption ahead = new AheadOption();

  @Mixin private FormatOption format = new FormatOption();

  @Option(names = "--explain", description = "Print what the compiler chose, not the module.")
  private boolean explain;

  @Option(
      names = "--json",
      description =
          "Print the inputs and outputs of main as JSON, not the module; with --aot, what came of it.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// A compiled program as programs read it.
  record Compiled(
      String model,
      String target,
      int batch,
      int steps,
      @Nullable String file,
      List<Argument> inputs,
      List<Argument> outputs) {}

  /// An input or output of `main`.
  record Argument(String name, String role, String type) {
    static Argument of(Port port) {
      return new Argument(
          port.name(), port.role().name().toLowerCase(Locale.ROOT), port.type().toString());
    }
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    Model chosen = Names.model(command, model);
    Optional<AheadTarget> devices = ahead.target(command);
    Target compiledFor = Names.target(command, targetName(devices));
    int samples = Numbers.positive(command, "--batch", batch).orElse(chosen.defaultBatch());
    format.check(command, output != null || json || explain, devices.isPresent());
    Program program = chosen.compile(compiledFor, samples, 0);
    if (devices.isPresent()) {
      print(program, AheadOption.compile(command, devices.get(), program, output));
      return 0;
    }
    List<Path> written = output == null ? List.of() : format.write(program, output);
    print(chosen, program, written, command.getOut());
    return 0;
  }

  private void print(Model chosen, Program program, List<Path> written, PrintWriter out) {
    if (json) {
      Json.print(out, compiled(chosen, program));
    } else if (explain) {
      out.print(program.explain());
    } else if (!written.isEmpty()) {
      written.forEach(file -> out.println("wrote " + file));
    } else {
      out.print(program.text());
    }
    out.flush();
  }

  private String targetName(Optional<AheadTarget> devices) {
    return target != null ? target : devices.map(AheadTarget::kind).orElse("cpu");
  }

  private void print(Program program, AheadFindings findings) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(out, findings);
    } else {
      out.print(explain ? program.explain() : "");
      findings.print(out);
    }
    out.flush();
  }

  private Compiled compiled(Model chosen, Program program) {
    return new Compiled(
        chosen.name(),
        program.target().name(),
        program.settings().batch(),
        program.settings().steps().count(),
        output == null ? null : output.toString(),
        program.signature().inputs().stream().map(Argument::of).toList(),
        program.signature().outputs().stream().map(Argument::of).toList());
  }
}
