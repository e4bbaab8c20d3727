package dev.ranvier.ir.eval;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// Runs a function of a module on tensors, in plain Java: the oracle that compiler passes,
/// lowerings and runtimes are held against. Takes modules of any stage: spikes, queues and time
/// loops too.
///
/// Semantics are those of the StableHLO specification; what it leaves open is said at the kernels
/// (`Conversions`, `IntegerMath`, `DotProducts`, `Reductions`, `ThreeFry`, ...). Every result is
/// rounded or wrapped to its element type, op by op, and the same on every machine. Subnormal
/// numbers are numbers like all others; XLA on CPU takes and gives zeros for those of `f32` and
/// `bf16`. There is one device, so a collective has one participant.
public final class Evaluator {
  private final Module module;
  private final long stepLimit;

  private Evaluator(Module module, long stepLimit) {
    this.module = module;
    this.stepLimit = stepLimit;
  }

  public static Evaluator of(Module module) {
    return new Evaluator(module, Long.MAX_VALUE);
  }

  /// The same, but a run that takes more instructions than this (those of loops counted every time)
  /// ends in an error.
  public Evaluator withStepLimit(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("step limit: expected at least 1, got " + limit);
    }
    return new Evaluator(module, limit);
  }

  /// Runs one function of a module.
  ///
  /// @param function without the `@`
  /// @return one tensor for each result
  /// @throws EvaluationException if the arguments are not of the function's types, or an op cannot
  ///   be evaluated
  public static List<Tensor> evaluate(Module module, String function, List<Tensor> arguments) {
    return of(module).run(function, arguments);
  }

  /// See [#evaluate].
  public List<Tensor> run(String name, List<Tensor> arguments) {
    Function function =
        module
            .function(name)
            .orElseThrow(
                () ->
                    new EvaluationException(
                        "function @%s: expected one of %s, got none of that name"
                            .formatted(
                                name, module.functions().stream().map(Function::name).toList())));
    check(function, arguments);
    List<Datum> results = new Interpreter(module, stepLimit).call(function, List.copyOf(arguments));
    List<Tensor> tensors = new ArrayList<>();
    for (Datum result : results) {
      if (!(result instanceof Tensor tensor)) {
        throw new EvaluationException(
            "function @%s: expected results that are tensors, got %s"
                .formatted(name, function.type()));
      }
      tensors.add(tensor);
    }
    return tensors;
  }

  private static void check(Function function, List<Tensor> arguments) {
    List<Type> expected = function.type().inputs();
    List<Type> got = arguments.stream().<Type>map(Tensor::type).toList();
    if (!expected.equals(got)) {
      throw new EvaluationException(
          "function @%s: expected arguments of %s, got %s (%s)"
              .formatted(function.name(), expected, got, function.location()));
    }
  }
}
