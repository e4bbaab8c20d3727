package dev.ranvier.tests.differential;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A program in the making: recipes take operands from it, which may be results of earlier steps,
/// and append steps to it.
final class Draft {
  static final Location PLACE = Location.UNKNOWN;

  /// What a function computes of its arguments.
  interface Body extends BiFunction<Builder, List<Value>, List<Value>> {}

  private final Draws draws;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Integer, Tensor> inputs = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Function> functions = new ArrayList<>();
  private Class<? extends TensorOp> op = ConstantOp.class;

  Draft(Random random) {
    this.draws = new Draws(random);
  }

  Draws draws() {
    return draws;
  }

  void write(Recipe recipe) {
    op = recipe.op();
    recipe.writing().accept(this);
  }

  private Slot slot(TensorType type) {
    Slot slot = new Slot(slots.size(), type);
    slots.add(slot);
    return slot;
  }

  /// A value of this type: that of an earlier step, or any.
  Slot operand(TensorType type) {
    List<Slot> there = slots.stream().filter(slot -> slot.type().equals(type)).toList();
    return there.isEmpty() || draws.oneIn(2) ? given(draws.tensor(type)) : draws.any(there);
  }

  /// The type of an earlier value if there is one with such an element type, so that steps come to
  /// build upon each other; or any such type.
  TensorType type(Predicate<TensorType> which) {
    List<TensorType> there = slots.stream().map(Slot::type).filter(which).toList();
    if (!there.isEmpty() && draws.oneIn(3)) {
      return draws.any(there);
    }
    TensorType type = draws.type(draws.element());
    while (!which.test(type)) {
      type = draws.type(draws.element());
    }
    return type;
  }

  /// This very value: an argument of the program, or now and then a constant.
  Slot given(Tensor tensor) {
    if (draws.oneIn(8)) {
      Class<? extends TensorOp> before = op;
      op = ConstantOp.class;
      Slot constant = step(List.of(), (b, _) -> List.of(b.constant(tensor.toLiteral()))).getFirst();
      op = before;
      return constant;
    }
    return argument(tensor);
  }

  /// This very value, not known before the program runs.
  Slot argument(Tensor tensor) {
    Slot slot = slot(tensor.type());
    inputs.put(slot.index(), tensor);
    return slot;
  }

  /// Appends a step.
  List<Slot> step(List<Slot> operands, Body body) {
    String name = function("step" + steps.size(), types(operands), body);
    List<Slot> results =
        functions.getLast().type().results().stream().map(type -> slot((TensorType) type)).toList();
    steps.add(new Step(name, op, operands, results));
    return results;
  }

  /// Appends a step of one op.
  List<Slot> step(List<Slot> operands, java.util.function.Function<List<Value>, Op> one) {
    return step(operands, (b, values) -> b.append(one.apply(values)));
  }

  /// Appends a step of an op of one operand.
  Slot step(Slot operand, java.util.function.Function<Value, Op> one) {
    return step(List.of(operand), values -> one.apply(values.getFirst())).getFirst();
  }

  /// Adds a function for a step to call.
  ///
  /// @return its name
  String function(String name, List<? extends Type> arguments, Body body) {
    Block block =
        Builder.block(
            arguments,
            PLACE,
            (builder, values) -> builder.functionReturns(body.apply(builder, values)));
    functions.add(Function.of(name, false, block, PLACE));
    return name;
  }

  /// A name for such a function.
  String helperName() {
    return "helper" + functions.size();
  }

  static List<TensorType> types(List<Slot> slots) {
    return slots.stream().map(Slot::type).toList();
  }

  RandomProgram finish(long seed) {
    List<TensorType> types = inputs.values().stream().map(Tensor::type).toList();
    Block body = Builder.block(types, PLACE, this::main);
    List<Function> all = new ArrayList<>();
    all.add(Function.of("main", true, body, PLACE));
    all.addAll(functions);
    return new RandomProgram(
        seed,
        new Module("random", Map.of(), all),
        List.copyOf(inputs.values()),
        Map.copyOf(inputs),
        List.copyOf(steps));
  }

  private void main(Builder builder, List<Value> arguments) {
    Map<Integer, Value> values = new HashMap<>();
    List<Integer> given = List.copyOf(inputs.keySet());
    for (int i = 0; i < given.size(); i++) {
      values.put(given.get(i), arguments.get(i));
    }
    List<Value> returned = new ArrayList<>();
    for (Step step : steps) {
      List<Value> operands =
          step.operands().stream().map(slot -> values.get(slot.index())).toList();
      List<Value> results = call(builder, step, operands);
      for (int i = 0; i < results.size(); i++) {
        values.put(step.results().get(i).index(), results.get(i));
      }
      returned.addAll(results);
    }
    builder.functionReturns(returned);
  }

  /// Floats pass through a barrier between steps: a compiler that sees two steps at once may round
  /// but once (XLA calls it excess precision), or make one op of a product and a sum.
  private static List<Value> call(Builder builder, Step step, List<Value> operands) {
    List<Type> types = List.copyOf(types(step.results()));
    UnaryOperator<List<Value>> fence =
        values ->
            step.results().stream().anyMatch(slot -> slot.type().element().isFloat())
                ? builder.append(new OptimizationBarrierOp(values))
                : values;
    return fence.apply(builder.call(step.function(), operands, types));
  }
}
