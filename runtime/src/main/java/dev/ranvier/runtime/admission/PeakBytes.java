package dev.ranvier.runtime.admission;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/// The most bytes that a module's values take at a time, ops being taken in the order of the text
/// and each having a place of its own for its results. A plugin's compiler joins ops, so it takes
/// less; it is asked only once this much is known to be within bounds.
final class PeakBytes {
  private final Module module;
  private final Map<String, Long> ofFunctions = new HashMap<>();

  private PeakBytes(Module module) {
    this.module = module;
  }

  static long of(Module module) {
    return module.function("main").map(new PeakBytes(module)::of).orElse(0L);
  }

  private long of(Function function) {
    Long known = ofFunctions.get(function.name());
    if (known != null) {
      return known;
    }
    // A function that calls itself is none that the verifier lets through.
    ofFunctions.put(function.name(), 0L);
    long arguments =
        function.body().arguments().stream().mapToLong(PeakBytes::bytes).reduce(0, PeakBytes::plus);
    long peak = plus(arguments, of(function.body()));
    ofFunctions.put(function.name(), peak);
    return peak;
  }

  /// Of what a block computes, its arguments left out.
  private long of(Block block) {
    IdentityHashMap<Value, Integer> last = lastUses(block);
    long live = 0;
    long peak = 0;
    for (int at = 0; at < block.instructions().size(); at++) {
      Instruction instruction = block.instructions().get(at);
      for (Value result : instruction.results()) {
        live = plus(live, bytes(result));
      }
      peak = Math.max(peak, plus(live, within(instruction)));
      live -= endingAt(at, block, last);
    }
    return peak;
  }

  /// What an instruction takes while it runs, beside its operands and results.
  private long within(Instruction instruction) {
    long most = 0;
    for (Block region : instruction.op().regions()) {
      most = Math.max(most, of(region));
    }
    if (instruction.op() instanceof CallOp call) {
      most = Math.max(most, module.function(call.callee()).map(this::of).orElse(0L));
    }
    return most;
  }

  private static IdentityHashMap<Value, Integer> lastUses(Block block) {
    IdentityHashMap<Value, Integer> last = new IdentityHashMap<>();
    for (int at = 0; at < block.instructions().size(); at++) {
      int here = at;
      Instruction instruction = block.instructions().get(at);
      instruction.results().forEach(result -> last.put(result, here));
      used(instruction).forEach(value -> last.computeIfPresent(value, (_, _) -> here));
    }
    return last;
  }

  /// What an instruction and those in its regions use.
  private static Set<Value> used(Instruction instruction) {
    Set<Value> used = new HashSet<>(instruction.op().operands());
    for (Block region : instruction.op().regions()) {
      region.instructions().forEach(inner -> used.addAll(used(inner)));
    }
    return used;
  }

  private static long endingAt(int at, Block block, IdentityHashMap<Value, Integer> last) {
    Set<Value> candidates = used(block.instructions().get(at));
    candidates.addAll(block.instructions().get(at).results());
    long ending = 0;
    for (Value value : candidates) {
      if (Integer.valueOf(at).equals(last.get(value))) {
        ending = plus(ending, bytes(value));
      }
    }
    return ending;
  }

  private static long bytes(Value value) {
    if (!(value.type() instanceof TensorType tensor)) {
      return 0;
    }
    try {
      return tensor.bytes();
    } catch (ArithmeticException tooLarge) {
      return Long.MAX_VALUE;
    }
  }

  private static long plus(long first, long second) {
    long sum = first + second;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
