package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.queue.Queues;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ProjectionType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// The forward sweep over one straight run of instructions: writes each again, and beside it the
/// tangents of its active results, by the rule of its kind (`TensorPushforward`,
/// `EventPushforward`).
final class Tangents implements Point {
  private final Builder out;
  private final Activity activity;
  private final IdentityHashMap<Value, Value> primals;
  private final IdentityHashMap<Value, Value> tangents;
  private final IdentityHashMap<Value, History> histories;

  Tangents(Builder out, Activity activity) {
    this(out, activity, new IdentityHashMap<>(), new IdentityHashMap<>(), new IdentityHashMap<>());
  }

  private Tangents(
      Builder out,
      Activity activity,
      IdentityHashMap<Value, Value> primals,
      IdentityHashMap<Value, Value> tangents,
      IdentityHashMap<Value, History> histories) {
    this.out = out;
    this.activity = activity;
    this.primals = primals;
    this.tangents = tangents;
    this.histories = histories;
  }

  /// A sweep over a region, written elsewhere, that knows all that this one knows.
  Tangents within(Builder inner) {
    return new Tangents(inner, activity, primals, tangents, histories);
  }

  /// All but the terminator.
  void run(List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      if (!(instruction.op() instanceof Terminator)) {
        run(instruction);
      }
      if (instruction.op() instanceof ProjectionCreateOp create) {
        begin(instruction, create.type(), instructions);
      }
    }
  }

  /// The history of a projection that tangents go through begins with it.
  private void begin(Instruction made, ProjectionType type, List<Instruction> instructions) {
    Ways ways = Ways.of(made.result(0), instructions, this::isActive);
    if (!ways.areNone()) {
      boolean perSynapse = Queues.of(type.queues()).dropsNew();
      put(made.result(0), History.empty(out, type, ways, perSynapse));
    }
  }

  private void run(Instruction instruction) {
    out.at(instruction.location());
    if (instruction.results().stream().noneMatch(this::isActive)
        && instruction.op().operands().stream().noneMatch(each -> history(each).isPresent())) {
      copy(instruction);
      return;
    }
    switch (instruction.op()) {
      case TensorOp op -> {
        if (instruction.results().stream().anyMatch(Tangents::isProjection)) {
          throw EventPushforward.unknownPast(instruction);
        }
        TensorPushforward.push(instruction, op, this);
      }
      case EventOp op -> EventPushforward.push(instruction, op, this);
    }
  }

  /// Writes an instruction again, as it is.
  void copy(Instruction instruction) {
    keep(instruction.results(), new Copies(this::primal).copy(instruction, out));
  }

  @Override
  public Builder out() {
    return out;
  }

  @Override
  public Value primal(Value value) {
    Value found = primals.get(value);
    if (found == null) {
      throw new IllegalStateException("expected a value that was written before, got " + value);
    }
    return found;
  }

  boolean isActive(Value value) {
    return activity.isActive(value);
  }

  /// The tangent of a value; empty is zero.
  Optional<Value> tangent(Value value) {
    return Optional.ofNullable(tangents.get(value));
  }

  /// The tangent of a value of floats.
  Value orZeros(Value value) {
    return tangent(value).orElseGet(() -> like(value, 0));
  }

  static boolean isProjection(Value value) {
    return value.type() instanceof ProjectionType;
  }

  /// The tangent of a projection; empty where no tangents go through it.
  Optional<History> history(Value projection) {
    return Optional.ofNullable(histories.get(projection));
  }

  void put(Value projection, History history) {
    histories.put(projection, history);
  }

  /// Says what stands for values.
  void keep(List<? extends Value> olds, List<? extends Value> nows) {
    for (int i = 0; i < olds.size(); i++) {
      primals.put(olds.get(i), nows.get(i));
    }
  }

  /// Says what the tangent of an active value is.
  void put(Value value, Value tangent) {
    tangents.put(value, tangent);
  }
}
