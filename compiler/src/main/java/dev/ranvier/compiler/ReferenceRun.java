package dev.ranvier.compiler;

import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs a network's events in plain Java, before any of them is lowered: a function around
/// `initial` and `main`, so that no queue has to leave the module.
final class ReferenceRun {
  private ReferenceRun() {}

  /// @param event the module of `BuildEventModule`
  /// @param arguments of `main` without the state: the first step, inputs, parameters
  /// @return what `main` gives and is a tensor, by the names of its ports
  static Map<String, Tensor> run(Module event, List<Tensor> arguments) {
    Function main = event.function("main").orElseThrow();
    List<Function> functions = new ArrayList<>(event.functions());
    functions.add(whole(event, main));
    Module module = event.withFunctions(functions);
    List<Tensor> results = Evaluator.evaluate(module, "whole", arguments);
    Map<String, Tensor> named = new LinkedHashMap<>();
    List<Type> types = main.type().results();
    int next = 0;
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) instanceof TensorType) {
        named.put(PortAttributes.nameOf(main.resultAttributes().get(i)), results.get(next++));
      }
    }
    return named;
  }

  private static Function whole(Module event, Function main) {
    List<Type> states = event.function("initial").orElseThrow().type().results();
    List<Type> inputs = main.type().inputs();
    Builder builder =
        new Builder(inputs.subList(0, inputs.size() - states.size()), Location.UNKNOWN);
    List<Value> arguments = new ArrayList<>(builder.arguments());
    arguments.addAll(builder.call("initial", List.of(), states));
    List<Value> results = builder.call("main", arguments, main.type().results());
    builder.functionReturns(
        results.stream().filter(value -> value.type() instanceof TensorType).toList());
    return Function.of("whole", true, builder.build(), Location.UNKNOWN);
  }

  /// The arguments of `main` without the state, in their order.
  static List<Tensor> arguments(Program program, Map<String, Tensor> given) {
    Map<String, Tensor> drawn = program.parameters();
    List<Tensor> arguments = new ArrayList<>();
    for (Port port : program.signature().inputs()) {
      switch (port.role()) {
        case STEP -> arguments.add(Tensor.scalar(ElementType.I32, 0L));
        case SEQUENCE -> arguments.add(known(given.get(port.name()), port));
        case PARAMETER ->
            arguments.add(known(given.getOrDefault(port.name(), drawn.get(port.name())), port));
        case STATE, COUNT, RECORD, LABELS, METRIC -> {}
      }
    }
    return arguments;
  }

  private static Tensor known(@Nullable Tensor tensor, Port port) {
    if (tensor == null || !tensor.type().equals(port.type())) {
      throw new IllegalArgumentException(
          "%s: expected %s, got %s"
              .formatted(port.name(), port.type(), tensor == null ? "nothing" : tensor.type()));
    }
    return tensor;
  }
}
