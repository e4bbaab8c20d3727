package dev.ranvier.examples.bench;

import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.type.ElementType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A program to be measured, and what it is run on.
///
/// @param module of tensor ops, whose `main` runs all steps
/// @param arguments of `main`
/// @param result which result of `main` is fetched and counted, `ui8` or `i32`: numbers of what
///   happened, `[steps, ...]` or whatever the first dimension is; or one number, `f32`
/// @param steps how many steps, or samples, a run has
/// @param gradient which result, `f32`, is written to a file by whoever asks
public record Work(
    Module module, List<Tensor> arguments, int result, int steps, OptionalInt gradient) {
  public Work {
    arguments = List.copyOf(arguments);
  }

  public Work(Module module, List<Tensor> arguments, int result, int steps) {
    this(module, arguments, result, steps, OptionalInt.empty());
  }

  /// A network from its initial state.
  ///
  /// @param parameters by the names of their ports
  /// @param role of the output that is counted
  /// @param name of that output
  public static Work of(Program program, Map<String, Tensor> parameters, Role role, String name) {
    Map<String, Tensor> given = new HashMap<>(program.initialState());
    given.putAll(parameters);
    given.put("step", Tensor.scalar(ElementType.I32, 0L));
    List<Tensor> arguments =
        program.signature().inputs().stream()
            .map(port -> Objects.requireNonNull(given.get(port.name()), port::toString))
            .toList();
    Port counted = program.signature().output(role, name).orElseThrow();
    int result = program.signature().outputs().indexOf(counted);
    return new Work(program.module(), arguments, result, program.settings().steps().count());
  }

  /// The arguments over which a run would write its results, and which have to be left alone for
  /// the next run.
  Set<Integer> donated() {
    Function main = module.function("main").orElseThrow();
    return IntStream.range(0, main.argumentAttributes().size())
        .filter(i -> main.argumentAttributes().get(i).containsKey("tf.aliasing_output"))
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }
}
