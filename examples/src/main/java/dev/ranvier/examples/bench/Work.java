package dev.ranvier.examples.bench;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A program to be measured, and what it is run on.
///
/// @param module of tensor ops, whose `main` runs all steps
/// @param arguments of `main`
/// @param result which result of `main` says for every step what happened, `[steps, ...]`, `ui8` or
///   `i32`
/// @param steps how many steps a run has
public record Work(Module module, List<Tensor> arguments, int result, int steps) {
  public Work {
    arguments = List.copyOf(arguments);
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
