package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A function with derivatives of its own. It is lowered to what `primal` does; a derivative of it
/// is what `jvp` and `vjp` say, be it the true one (in a form that is stable, say) or one that
/// stands in for it, as a surrogate does for that of a step. Regions use nothing around them.
///
/// @param operands tensors
/// @param primal takes the operands, gives the results
/// @param jvp takes the operands and then the tangent of each that is a float; gives the tangent of
///   each result that is a float
/// @param vjp takes the operands and then the cotangent of each result that is a float; gives the
///   cotangent of each operand that is a float
public record CustomDerivativeOp(List<Value> operands, Block primal, Block jvp, Block vjp)
    implements EventOp {
  public CustomDerivativeOp {
    operands = List.copyOf(operands);
    List<Type> given = operands.stream().map(Value::type).toList();
    Check.that(
        given.stream().allMatch(TensorType.class::isInstance)
            && primal.argumentTypes().equals(given)
            && primal.yieldedTypes().stream().allMatch(TensorType.class::isInstance),
        "custom_derivative_c1",
        "expected a primal from tensors %s to tensors, got %s -> %s",
        given,
        primal.argumentTypes(),
        primal.yieldedTypes());
    List<Type> results = primal.yieldedTypes();
    Check.that(
        jvp.argumentTypes().equals(joined(given, floats(given)))
            && jvp.yieldedTypes().equals(floats(results)),
        "custom_derivative_c2",
        "expected a jvp of %s -> %s, got %s -> %s",
        joined(given, floats(given)),
        floats(results),
        jvp.argumentTypes(),
        jvp.yieldedTypes());
    Check.that(
        vjp.argumentTypes().equals(joined(given, floats(results)))
            && vjp.yieldedTypes().equals(floats(given)),
        "custom_derivative_c3",
        "expected a vjp of %s -> %s, got %s -> %s",
        joined(given, floats(results)),
        floats(given),
        vjp.argumentTypes(),
        vjp.yieldedTypes());
    Check.that(
        Stream.of(primal, jvp, vjp).allMatch(CustomDerivativeOp::standsAlone),
        "custom_derivative_c4",
        "expected regions that use nothing around them");
  }

  private static boolean standsAlone(Block block) {
    Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
    return standsAlone(block, known);
  }

  private static boolean standsAlone(Block block, Set<Value> known) {
    known.addAll(block.arguments());
    for (Instruction instruction : block.instructions()) {
      if (!known.containsAll(instruction.op().operands())
          || !instruction.op().regions().stream().allMatch(one -> standsAlone(one, known))) {
        return false;
      }
      known.addAll(instruction.results());
    }
    return true;
  }

  private static List<Type> floats(List<Type> types) {
    return types.stream().filter(CustomDerivativeOp::isFloat).toList();
  }

  private static boolean isFloat(Type type) {
    return type instanceof TensorType tensor && tensor.element().isFloat();
  }

  private static List<Type> joined(List<Type> first, List<Type> then) {
    List<Type> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  static CustomDerivativeOp read(OpParts parts) {
    return new CustomDerivativeOp(
        parts.operands(), parts.region(0), parts.region(1), parts.region(2));
  }

  @Override
  public String name() {
    return "ranvier.custom_derivative";
  }

  @Override
  public List<Block> regions() {
    return List.of(primal, jvp, vjp);
  }

  @Override
  public List<Type> resultTypes() {
    return primal.yieldedTypes();
  }
}
