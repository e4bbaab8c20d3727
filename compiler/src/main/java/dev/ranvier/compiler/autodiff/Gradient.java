package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.TimeLoopOp;
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
    Forward forward = new Forward(function, function.body().argumentTypes());
    Value loss = function.body().terminator().operands().getFirst();
    if (!(loss.type() instanceof TensorType type && type.isScalar() && type.element().isFloat())) {
      throw new IllegalArgumentException(
          "function @%s: expected a first result that is a float scalar, got %s"
              .formatted(function.name(), loss.type()));
    }
    List<BlockArgument> arguments = arguments(function, wrt);
    Sweep sweep = new Sweep(forward.out, forward.primals, Activity.of(function.body(), arguments));
    sweep.flow(loss, forward.out.splat(type, 1.0));
    sweep.run(function.body().instructions());
    return forward.finished(gradients(arguments, sweep));
  }

  private static List<Value> gradients(List<BlockArgument> arguments, Sweep sweep) {
    return arguments.stream()
        .map(
            argument ->
                sweep
                    .cotangent(argument)
                    .orElseGet(() -> sweep.out().splat(argument.tensorType(), 0.0)))
        .toList();
  }

  private static List<BlockArgument> arguments(Function function, List<Integer> wrt) {
    List<BlockArgument> all = function.body().arguments();
    for (int index : wrt) {
      if (index < 0
          || index >= all.size()
          || !(all.get(index).type() instanceof TensorType type && type.element().isFloat())) {
        throw new IllegalArgumentException(
            "function @%s: expected arguments of floats to differentiate by, got number %d of %s"
                .formatted(function.name(), index, function.type()));
      }
    }
    return wrt.stream().map(all::get).toList();
  }

  /// A copy of a function up to its return.
  private static final class Forward {
    private final Function function;
    private final Builder out;
    private final Rematerialised primals;

    /// @param taken the argument types of the function that is made; those of `function` come first
    Forward(Function function, List<Type> taken) {
      this.function = function;
      this.out = new Builder(taken, function.location());
      this.primals = new Rematerialised(out, Gradient::foreign);
      primals.keep(function.body().arguments(), out.arguments());
      for (Instruction instruction : function.body().instructions()) {
        if (!(instruction.op() instanceof Terminator)) {
          primals.keep(instruction.results(), forward(instruction));
        }
      }
      out.at(function.location());
    }

    private List<Value> forward(Instruction instruction) {
      if (instruction.op() instanceof TimeLoopOp loop) {
        return out.at(instruction.location()).append(Residuals.recorded(loop, primals::get));
      }
      return new Copies(primals::get).copy(instruction, out);
    }

    /// The function that gives what the original gives, and more.
    Function finished(List<Value> more) {
      List<Value> results = new ArrayList<>();
      function.body().terminator().operands().forEach(each -> results.add(primals.get(each)));
      results.addAll(more);
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
  }

  private static Value foreign(Value value) {
    throw new IllegalStateException("expected a value of the function, got " + value);
  }
}
