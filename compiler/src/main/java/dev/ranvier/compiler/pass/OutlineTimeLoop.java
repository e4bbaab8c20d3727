package dev.ranvier.compiler.pass;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Captures;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Moves time loops into functions of their own, `steps`, `steps_1`, ..., whose calls tell XLA's
/// CPU compiler to make one kernel of each. Otherwise every fusion of a step is a kernel, whose
/// launch costs more than the work of a small network.
///
/// Of loops over segments of time, the loops within the segments are moved.
///
/// Loops with ops that such a kernel can't hold stay where they are; `KernelOps` says which.
public final class OutlineTimeLoop extends Rewriter {
  private static final String STEPS = "steps";

  /// Asks for one kernel, and that the call is still there when kernels are made.
  private static final Map<String, Attribute> ONE_KERNEL =
      Map.of("mhlo.frontend_attributes", new Attribute.Dictionary(oneKernel()));

  private final List<Function> outlined = new ArrayList<>();
  private int depth;

  /// The depth of the loops that are moved: one more within each loop over segments.
  private int moved = 1;

  private OutlineTimeLoop() {}

  /// In one order, so that the same network always has the same text.
  private static Map<String, Attribute> oneKernel() {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("inlineable", new Attribute.Text("false"));
    attributes.put("xla_cpu_small_call", new Attribute.Text("true"));
    return attributes;
  }

  public static Module run(Module module) {
    OutlineTimeLoop pass = new OutlineTimeLoop();
    List<Function> functions = new ArrayList<>();
    for (Function function : module.functions()) {
      functions.add(pass.rewrite(function));
    }
    functions.addAll(pass.outlined);
    return module.withFunctions(functions);
  }

  @Override
  protected Block rewrite(Block block) {
    depth++;
    Block rewritten = super.rewrite(block);
    depth--;
    return rewritten;
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (instruction.annotations().equals(LowerTimeLoops.SEGMENTS)) {
      moved++;
      List<Value> results = out.append(copied(instruction.op()));
      moved--;
      replace(instruction, results);
    } else if (depth == moved
        && instruction.op() instanceof WhileOp loop
        && KernelOps.holds(loop)) {
      outline(instruction, loop, out);
    } else {
      copy(instruction, out);
    }
  }

  private void outline(Instruction instruction, WhileOp loop, Builder out) {
    List<Value> captured = new ArrayList<>();
    List<Instruction> repeated = new ArrayList<>();
    Captures.of(loop).forEach(value -> sort(value, captured, repeated));
    List<Value> given = new ArrayList<>(loop.operands());
    given.addAll(captured);
    List<Value> arguments = all(given);
    String name = outlined.isEmpty() ? STEPS : STEPS + "_" + outlined.size();
    outlined.add(steps(name, instruction, loop, given, repeated));
    List<Type> results = loop.resultTypes();
    replace(instruction, out.append(new CallOp(name, arguments, results), ONE_KERNEL));
  }

  /// What costs nothing is made again inside; all else is handed in.
  private static void sort(Value value, List<Value> captured, List<Instruction> repeated) {
    if (value instanceof Result result
        && (result.instruction().op() instanceof ConstantOp
            || result.instruction().op() instanceof IotaOp)) {
      repeated.add(result.instruction());
    } else {
      captured.add(value);
    }
  }

  private Function steps(
      String name,
      Instruction instruction,
      WhileOp loop,
      List<Value> given,
      List<Instruction> repeated) {
    IdentityHashMap<Value, List<Value>> outside = new IdentityHashMap<>();
    given.forEach(value -> outside.put(value, all(value)));
    repeated.forEach(one -> outside.put(one.result(0), all(one.result(0))));
    Builder inner = new Builder(given.stream().map(Value::type).toList(), instruction.location());
    for (int i = loop.operands().size(); i < given.size(); i++) {
      replace(given.get(i), List.of(inner.arguments().get(i)));
    }
    repeated.forEach(one -> copy(one, inner.at(one.location())));
    inner.at(instruction.location());
    List<Value> carried = inner.arguments().subList(0, loop.operands().size());
    List<Value> results =
        inner.append(new WhileOp(carried, rewrite(loop.condition()), rewrite(loop.body())));
    inner.functionReturns(results);
    outside.forEach(this::replace);
    return new Function(
        name,
        false,
        inner.build(),
        given.stream().<Map<String, Attribute>>map(_ -> new LinkedHashMap<>()).toList(),
        results.stream().<Map<String, Attribute>>map(_ -> new LinkedHashMap<>()).toList(),
        instruction.location());
  }
}
