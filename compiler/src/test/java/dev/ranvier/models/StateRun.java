package dev.ranvier.models;

import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.neuron.StateVariable;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// One neuron or synapse, run step by step by the evaluator, with the derivatives of its states by
/// whatever its inputs have derivatives by: they are carried on by the Jacobian of each step, whose
/// rows are what reverse mode gives for one state each.
public final class StateRun {
  private static final String STEP = "step";

  /// Builds one step.
  @FunctionalInterface
  public interface Step {
    /// @param states `f32`, `[1, 1]`
    /// @param inputs `f64`, `[1, 1]`
    /// @return the states after it
    List<Value> build(Builder builder, List<Value> states, List<Value> inputs);
  }

  private final Module module;
  private final int states;
  private final List<Tensor> values = new ArrayList<>();
  private double[] derivatives;

  public StateRun(List<StateVariable> variables, int inputs, Step step) {
    this.states = variables.size();
    this.derivatives = new double[states];
    List<Type> types = new ArrayList<>();
    for (StateVariable variable : variables) {
      types.add(type(ElementType.F32));
      values.add(tensor(ElementType.F32, variable.initial()));
    }
    IntStream.range(0, inputs).forEach(_ -> types.add(type(ElementType.F64)));
    Builder builder = new Builder(types, Location.UNKNOWN);
    List<Value> given = builder.arguments();
    builder.functionReturns(
        step.build(builder, given.subList(0, states), given.subList(states, given.size())));
    Function function = Function.of(STEP, true, builder.build(), Location.UNKNOWN);
    List<Integer> all = IntStream.range(0, types.size()).boxed().toList();
    this.module = Module.of("steps", Gradient.vjp(function, all));
  }

  /// Takes a step.
  ///
  /// @param inputs and then their derivatives
  public void advance(double... inputs) {
    int count = inputs.length / 2;
    List<Tensor> arguments = new ArrayList<>(values);
    double[] moved = Arrays.copyOf(derivatives, states + count);
    for (int i = 0; i < count; i++) {
      arguments.add(tensor(ElementType.F64, inputs[i]));
      moved[states + i] = inputs[count + i];
    }
    double[] next = new double[states];
    for (int row = 0; row < states; row++) {
      List<Tensor> results = Evaluator.evaluate(module, STEP, with(arguments, row));
      for (int i = 0; i < moved.length; i++) {
        next[row] += results.get(states + i).asDouble(0) * moved[i];
      }
      values.clear();
      values.addAll(results.subList(0, states));
    }
    derivatives = next;
  }

  /// Arguments and the cotangents that ask for one state.
  private List<Tensor> with(List<Tensor> arguments, int row) {
    List<Tensor> all = new ArrayList<>(arguments);
    IntStream.range(0, states)
        .forEach(state -> all.add(tensor(ElementType.F32, state == row ? 1 : 0)));
    return all;
  }

  public double value(int state) {
    return values.get(state).asDouble(0);
  }

  public double derivative(int state) {
    return derivatives[state];
  }

  private static TensorType type(ElementType element) {
    return TensorType.of(element, 1, 1);
  }

  private static Tensor tensor(ElementType element, double value) {
    return Tensor.ofDoubles(type(element), value);
  }
}
