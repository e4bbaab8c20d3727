package dev.ranvier.runtime.admission;

import com.google.protobuf.ByteString;
import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.device.Legality;
import dev.ranvier.ir.text.ParseException;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.protocol.ProgramSignature;
import java.util.List;
import java.util.Optional;

/// Decides whether a module goes to a worker: it must parse within the limits, consist of ops that
/// this project knows (so no custom calls, no infeeds, no hosts to call back), verify, be known to
/// the plugin, and have a `main` of tensors.
public final class Admission {
  private final AdmissionLimits limits;

  public Admission(AdmissionLimits limits) {
    this.limits = limits;
  }

  public AdmissionLimits limits() {
    return limits;
  }

  /// @param name what the caller calls the module, for messages
  /// @param utf8 its text
  /// @param destination what it is for
  /// @throws ModuleRejected with the first thing that is wrong
  public Admitted admit(String name, ByteString utf8, Destination destination) {
    String text = decode(name, utf8);
    Module module = parse(name, text);
    requireNone(Verifier.verify(module, Stage.TENSOR), name, text);
    requireNone(RefusedOps.in(module), name, text);
    requireNone(PluginVersions.problems(module, destination.stablehlo()), name, text);
    destination
        .emulated()
        .ifPresent(
            device ->
                requireNone(
                    Legality.problems(module, device.kind(), device.taken(), device.instead()),
                    name,
                    text));
    Function main =
        module
            .function("main")
            .orElseThrow(
                () ->
                    new ModuleRejected(
                        "module \"%s\": expected a function @main, got none".formatted(name),
                        "func.func",
                        1,
                        1));
    return new Admitted(signature(name, text, main), PeakBytes.of(module));
  }

  private static String decode(String name, ByteString utf8) {
    if (utf8.isValidUtf8()) {
      return utf8.toStringUtf8();
    }
    throw new ModuleRejected(
        "module \"%s\": expected StableHLO text in UTF-8, got other bytes; send text, not bytecode"
            .formatted(name),
        "",
        0,
        0);
  }

  private Module parse(String name, String text) {
    try {
      return Parser.parse(text, name, limits.parsing());
    } catch (ParseException problem) {
      throw rejected(name, text, problem.diagnostics());
    }
  }

  private static ProgramSignature signature(String name, String text, Function main) {
    List<Type> inputs = main.type().inputs();
    return new ProgramSignature(
        inputs.stream().map(type -> arrayType(name, type)).toList(),
        main.type().results().stream().map(type -> arrayType(name, type)).toList(),
        ArgumentNames.of(text, inputs.size()));
  }

  private static ArrayType arrayType(String name, Type type) {
    Optional<DType> dtype =
        type instanceof TensorType tensor
            ? DType.ofSpelling(tensor.element().spelling())
            : Optional.empty();
    if (type instanceof TensorType tensor && dtype.isPresent()) {
      return new ArrayType(dtype.get(), tensor.dimensions());
    }
    throw new ModuleRejected(
        "module \"%s\": expected main to take and give tensors, got %s".formatted(name, type),
        "func.func",
        0,
        0);
  }

  private static void requireNone(List<Diagnostic> problems, String name, String text) {
    if (!problems.isEmpty()) {
      throw rejected(name, text, problems);
    }
  }

  /// A place in the text is reported as such; one that the text itself names
  /// (`loc("Xor.java":31:5)`) stands in the message alone.
  private static ModuleRejected rejected(String name, String text, List<Diagnostic> problems) {
    Diagnostic first = problems.getFirst();
    String more = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
    boolean inText = first.location().file().equals(name);
    return new ModuleRejected(
        "module \"%s\": %s: %s%s".formatted(name, place(first, inText), first.message(), more),
        OpNames.in(first, inText ? text : ""),
        inText ? first.location().line() : 0,
        inText ? first.location().column() : 0);
  }

  private static String place(Diagnostic problem, boolean inText) {
    return inText ? "line " + problem.location().line() : problem.location().toString();
  }
}
