package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Captures;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The values of a block, some kept, the others made again from those: each once, and only when it
/// is asked for. Whatever does not belong to the block is looked for around it.
final class Rematerialised implements Primals {
  private final Builder out;
  private final Primals outer;
  private final IdentityHashMap<Value, Value> known = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Supplier<Value>> promised = new IdentityHashMap<>();
  private final IdentityHashMap<Instruction, LoopRecord> records = new IdentityHashMap<>();
  private final IdentityHashMap<Instruction, Place> covered = new IdentityHashMap<>();

  /// Where in the block an instruction stands, and which of its values are active.
  private record Place(int order, Activity activity) {}

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

  /// Says how to write what stands for a value of the block, if anyone asks.
  void promise(Value old, Supplier<Value> now) {
    promised.put(old, now);
  }

  /// What stands for several values; of `nows` there may be more, which stand for nothing.
  void keep(List<? extends Value> olds, List<? extends Value> nows) {
    for (int i = 0; i < olds.size(); i++) {
      keep(olds.get(i), nows.get(i));
    }
  }

  /// The values of these instructions belong to the block and may be made again.
  @Override
  public void cover(List<Instruction> instructions, Activity activity) {
    for (Instruction instruction : instructions) {
      covered.putIfAbsent(instruction, new Place(covered.size(), activity));
    }
  }

  @Override
  public Value get(Value value) {
    Value found = known.get(value);
    if (found != null) {
      return found;
    }
    Supplier<Value> promise = promised.remove(value);
    if (promise != null) {
      keep(value, promise.get());
      return get(value);
    }
    if (value instanceof Result result && covered.containsKey(result.instruction())) {
      makeAll(result.instruction());
      return get(value);
    }
    return outer.get(value);
  }

  @Override
  public Optional<LoopRecord> record(Instruction loop) {
    if (!covered.containsKey(loop)) {
      return outer.record(loop);
    }
    if (!records.containsKey(loop) && !known.containsKey(loop.result(0))) {
      makeAll(loop);
    }
    return Optional.ofNullable(records.get(loop));
  }

  /// Makes an instruction after all that it needs, in the order of the block. (That each made what
  /// it needs itself would go too deep in a long block.)
  private void makeAll(Instruction wanted) {
    TreeMap<Integer, Instruction> needed = new TreeMap<>();
    Deque<Instruction> pending = new ArrayDeque<>(List.of(wanted));
    while (!pending.isEmpty()) {
      Instruction next = pending.pop();
      if (needed.put(place(next).order(), next) == null) {
        next.op().operands().forEach(value -> need(value, pending));
        Captures.of(next.op()).forEach(value -> need(value, pending));
      }
    }
    needed.values().forEach(this::make);
  }

  private Place place(Instruction instruction) {
    return Objects.requireNonNull(covered.get(instruction));
  }

  private void need(Value value, Deque<Instruction> pending) {
    if (value instanceof Result result
        && covered.containsKey(result.instruction())
        && !known.containsKey(value)
        && !promised.containsKey(value)) {
      pending.push(result.instruction());
    }
  }

  /// Makes the results of a covered instruction. A loop that something flows through is recorded on
  /// the way, if it can be.
  void make(Instruction instruction) {
    Location place = out.location();
    if (instruction.op() instanceof WhileOp loop && isActive(instruction)) {
      TripCount.of(loop).ifPresent(count -> run(instruction, loop, count));
    }
    if (instruction.op() instanceof TimeLoopOp loop && isActive(instruction)) {
      Activity activity = place(instruction).activity();
      List<Value> kept = Residuals.of(instruction, loop, activity);
      keep(
          instruction.results(),
          out.at(instruction.location()).append(Residuals.recorded(loop, kept, this::get)));
    } else if (!records.containsKey(instruction)) {
      keep(instruction.results(), new Copies(this::get).copy(instruction, out));
    }
    out.at(place);
  }

  private boolean isActive(Instruction instruction) {
    Activity activity = place(instruction).activity();
    return instruction.results().stream().anyMatch(activity::isActive);
  }

  private void run(Instruction instruction, WhileOp loop, TripCount count) {
    LoopRecord made = LoopRecord.write(instruction, loop, count, this::get, out);
    records.put(instruction, made);
    keep(instruction.results(), made.results());
  }
}
