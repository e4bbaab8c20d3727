package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// The reverse sweep over one straight run of instructions: from the last to the first, each op
/// turns the cotangents of its results into those of its operands, by the rule of its kind
/// (`TensorTranspose`, `EventTranspose`).
final class Sweep implements Point {
  private final Builder out;
  private final Primals primals;
  private final Activity activity;
  private final Lines lines;
  private final IdentityHashMap<Value, Value> cotangents = new IdentityHashMap<>();

  /// @param out where the ops of the sweep are written
  Sweep(Builder out, Primals primals, Activity activity) {
    this(out, primals, activity, Lines.ofFunction());
  }

  private Sweep(Builder out, Primals primals, Activity activity, Lines lines) {
    this.lines = lines;
    this.out = out;
    this.primals = primals;
    this.activity = activity;
  }

  void run(List<Instruction> instructions) {
    primals.cover(instructions, activity);
    for (Instruction instruction : instructions.reversed()) {
      if (instruction.results().stream().anyMatch(this::isMet)) {
        out.at(instruction.location());
        switch (instruction.op()) {
          case TensorOp op -> TensorTranspose.transpose(instruction, op, this);
          case EventOp op -> EventTranspose.transpose(instruction, op, this);
        }
      }
    }
  }

  /// Whether something flows back through a value: it has a cotangent, or it is a container, whose
  /// cotangents `Lines` holds.
  private boolean isMet(Value value) {
    return switch (value.type()) {
      case TensorType _ -> cotangent(value).isPresent();
      case QueueType _, ProjectionType _, LineType _ -> isActive(value);
      case StackType _ -> false;
    };
  }

  /// The builder of the sweep, at the location of the op that is transposed.
  @Override
  public Builder out() {
    return out;
  }

  /// What stands, where the sweep is written, for a value of the run that is differentiated.
  @Override
  public Value primal(Value value) {
    return primals.get(value);
  }

  /// A sweep over a region of an op of this one, written elsewhere.
  Sweep within(Builder inner, Primals innerPrimals) {
    return new Sweep(inner, innerPrimals, activity);
  }

  /// What finds the values around a region.
  Primals primals() {
    return primals;
  }

  /// A sweep over the body of a time loop, whose projections have these lines.
  Sweep within(Builder inner, Primals innerPrimals, Lines innerLines) {
    return new Sweep(inner, innerPrimals, activity, innerLines);
  }

  /// What a time loop of this run keeps of each step.
  List<Value> kept(Instruction instruction, TimeLoopOp loop) {
    return Residuals.of(instruction, loop, activity);
  }

  /// The cotangents of what is under way in projections.
  Lines lines() {
    return lines;
  }

  boolean isActive(Value value) {
    return activity.isActive(value);
  }

  /// What has flowed to a value so far; empty is zero.
  Optional<Value> cotangent(Value value) {
    return Optional.ofNullable(cotangents.get(value));
  }

  /// What has flowed to a value of floats so far.
  Value cotangentOrZeros(Value value) {
    return cotangent(value).orElseGet(() -> like(value, 0));
  }

  /// Adds to the cotangent of a value, if it is active.
  ///
  /// @param cotangent of the value's type
  void flow(Value value, Value cotangent) {
    if (isActive(value)) {
      cotangents.merge(value, cotangent, out::add);
    }
  }
}
