package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Derivatives of functions, as functions.
public final class Gradient {
  private Gradient() {}

  /// The gradient of a function's first result, a scalar of floats.
  ///
  /// @param function free of calls
  /// @param wrt which arguments, of floats, it is differentiated by
  /// @return takes what `function` takes; gives what it gives, then one gradient for each of `wrt`,
  ///   of that argument's type
  /// @throws NotDifferentiable if something flows through an op that has no rule
  public static Function reverse(Function function, List<Integer> wrt) {
    Value loss = function.body().terminator().operands().getFirst();
    if (!(loss.type() instanceof TensorType type && type.isScalar() && isFloat(type))) {
      throw new IllegalArgumentException(
          "function @%s: expected a first result that is a float scalar, got %s"
              .formatted(function.name(), loss.type()));
    }
    Backwards backwards = new Backwards(function, wrt, List.of());
    backwards.sweep.flow(loss, backwards.out.splat(type, 1.0));
    return backwards.finished();
  }

  /// Cotangents of a function's results, brought back to its arguments.
  ///
  /// @param function free of calls
  /// @param wrt which arguments, of floats, it is differentiated by
  /// @return takes what `function` takes, then one cotangent for each of its results that is of
  ///   floats; gives what it gives, then one gradient for each of `wrt`
  /// @throws NotDifferentiable if something flows through an op that has no rule
  public static Function vjp(Function function, List<Integer> wrt) {
    List<Value> floats =
        function.body().terminator().operands().stream()
            .filter(value -> isFloat(value.type()))
            .toList();
    Backwards backwards = new Backwards(function, wrt, floats.stream().map(Value::type).toList());
    for (int i = 0; i < floats.size(); i++) {
      backwards.sweep.flow(floats.get(i), backwards.more.get(i));
    }
    return backwards.finished();
  }

  /// Tangents of a function's arguments, brought on to its results.
  ///
  /// @param function free of calls
  /// @param wrt which arguments, of floats, it is differentiated by
  /// @return takes what `function` takes, then one tangent for each of `wrt`; gives what it gives,
  ///   then one tangent for each of its results that is of floats
  /// @throws NotDifferentiable if something flows through an op that has no rule, or through events
  ///   that are under way as the function is entered
  public static Function jvp(Function function, List<Integer> wrt) {
    List<BlockArgument> arguments = arguments(function, wrt);
    List<Type> taken = new ArrayList<>(function.body().argumentTypes());
    arguments.forEach(argument -> taken.add(argument.type()));
    Builder out = new Builder(taken, function.location());
    Tangents tangents = new Tangents(out, Activity.of(function.body(), arguments));
    int own = function.body().arguments().size();
    tangents.keep(function.body().arguments(), out.arguments().subList(0, own));
    for (int i = 0; i < arguments.size(); i++) {
      tangents.put(arguments.get(i), out.arguments().get(own + i));
    }
    tangents.run(function.body().instructions());
    out.at(function.location());
    List<Value> operands = function.body().terminator().operands();
    List<Value> results = new ArrayList<>(operands.stream().map(tangents::primal).toList());
    operands.stream()
        .filter(value -> isFloat(value.type()))
        .forEach(value -> results.add(tangents.orZeros(value)));
    return finished(function, out, results);
  }

  private static List<BlockArgument> arguments(Function function, List<Integer> wrt) {
    List<BlockArgument> all = function.body().arguments();
    for (int index : wrt) {
      if (index < 0 || index >= all.size() || !isFloat(all.get(index).type())) {
        throw new IllegalArgumentException(
            "function @%s: expected arguments of floats to differentiate by, got number %d of %s"
                .formatted(function.name(), index, function.type()));
      }
    }
    if (wrt.stream().distinct().count() < wrt.size()) {
      throw new IllegalArgumentException(
          "function @%s: expected each argument once to differentiate by, got %s"
              .formatted(function.name(), wrt));
    }
    return wrt.stream().map(all::get).toList();
  }

  private static boolean isFloat(Type type) {
    return type instanceof TensorType tensor && tensor.element().isFloat();
  }

  /// The function that takes and gives what the original does, and more.
  private static Function finished(Function function, Builder out, List<Value> results) {
    out.at(function.location()).functionReturns(results);
    return new Function(
        function.name(),
        function.isPublic(),
        out.build(),
        padded(function.argumentAttributes(), out.arguments().size()),
        padded(function.resultAttributes(), results.size()),
        function.location());
  }

  private static List<Map<String, Attribute>> padded(
      List<Map<String, Attribute>> attributes, int size) {
    List<Map<String, Attribute>> padded = new ArrayList<>(attributes);
    while (padded.size() < size) {
      padded.add(Map.of());
    }
    return padded;
  }

  /// A copy of a function up to its return, and the sweep that follows it.
  private static final class Backwards {
    private final Function function;
    private final Builder out;
    private final Rematerialised primals;
    private final List<BlockArgument> arguments;
    private final List<Value> more;
    private final Sweep sweep;

    /// @param taken the types of what is taken beside the function's own arguments
    Backwards(Function function, List<Integer> wrt, List<Type> taken) {
      this.function = function;
      this.arguments = arguments(function, wrt);
      List<Type> types = new ArrayList<>(function.body().argumentTypes());
      types.addAll(taken);
      this.out = new Builder(types, function.location());
      this.primals = new Rematerialised(out, Gradient::foreign);
      int own = function.body().arguments().size();
      primals.keep(function.body().arguments(), out.arguments().subList(0, own));
      this.more = out.arguments().subList(own, types.size());
      Activity activity = Activity.of(function.body(), arguments);
      primals.cover(function.body().instructions(), activity);
      for (Instruction instruction : function.body().instructions()) {
        if (!(instruction.op() instanceof Terminator)) {
          primals.make(instruction);
        }
      }
      this.sweep = new Sweep(out.at(function.location()), primals, activity);
    }

    /// What the function gives, then the gradients.
    Function finished() {
      sweep.run(function.body().instructions());
      out.at(function.location());
      List<Value> results = new ArrayList<>();
      function.body().terminator().operands().forEach(each -> results.add(primals.get(each)));
      arguments.forEach(argument -> results.add(sweep.cotangentOrZeros(argument)));
      return Gradient.finished(function, out, results);
    }
  }

  private static Value foreign(Value value) {
    throw new IllegalStateException("expected a value of the function, got " + value);
  }
}
