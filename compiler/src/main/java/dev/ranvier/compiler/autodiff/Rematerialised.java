package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The values of a block, some kept, the others made again from those: each once, and only when it
/// is asked for. Whatever does not belong to the block is looked for around it.
final class Rematerialised implements Primals {
  private final Builder out;
  private final Primals outer;
  private final IdentityHashMap<Value, Value> known = new IdentityHashMap<>();
  private final Set<Value> covered = Collections.newSetFromMap(new IdentityHashMap<>());

  /// @param out where values are made again: where the sweep over the block is written
  /// @param outer finds the values of the blocks around
  Rematerialised(Builder out, Primals outer) {
    this.out = out;
    this.outer = outer;
  }

  /// Says what stands for a value of the block.
  void keep(Value old, Value now) {
    known.put(old, now);
  }

  /// What stands for several values; of `nows` there may be more, which stand for nothing.
  void keep(List<? extends Value> olds, List<? extends Value> nows) {
    for (int i = 0; i < olds.size(); i++) {
      keep(olds.get(i), nows.get(i));
    }
  }

  /// The values of these instructions belong to the block and may be made again.
  @Override
  public void cover(List<Instruction> instructions) {
    instructions.forEach(instruction -> covered.addAll(instruction.results()));
  }

  @Override
  public Value get(Value value) {
    Value found = known.get(value);
    if (found != null) {
      return found;
    }
    if (value instanceof Result result && covered.contains(value)) {
      make(result.instruction());
      return get(value);
    }
    return outer.get(value);
  }

  private void make(Instruction instruction) {
    Location place = out.location();
    keep(instruction.results(), new Copies(this::get).copy(instruction, out));
    out.at(place);
  }
}
