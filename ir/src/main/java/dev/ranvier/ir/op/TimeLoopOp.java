package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Time, step by step. The body takes the step's number (counted from `first`), the carried values
/// and this step's row of every sequence; it hands over the carried values of the next step, then
/// the rows to record. Results: the carried values after the last step, then the recorded rows,
/// stacked. Backward, time runs from the last step to the first: the rows of the sequences are
/// taken, and those of the records written, from the last to the first.
///
/// @param steps how many steps the loop runs
/// @param first the number of the first step, `tensor<i32>`: a long run is cut into loops that
///   follow
/// @param carried initial values: tensors, queues, projections and lines
/// @param sequences tensors whose first dimension is `steps`, and stacks of as many queues or
///   projections; what is recorded of queues and projections is such a stack
/// @param backward whether the step's number counts down to `first`
public record TimeLoopOp(
    long steps,
    Value first,
    List<Value> carried,
    List<Value> sequences,
    Block body,
    boolean backward)
    implements EventOp {
  private static final Type STEP = TensorType.scalar(ElementType.I32);

  public TimeLoopOp {
    carried = List.copyOf(carried);
    sequences = List.copyOf(sequences);
    Check.that(
        steps >= 1 && steps <= Integer.MAX_VALUE,
        "time_loop_c1",
        "expected from 1 to %d steps, got %d",
        Integer.MAX_VALUE,
        steps);
    Check.that(
        first.type().equals(STEP),
        "time_loop_c2",
        "expected a first step of %s, got %s",
        STEP,
        first.type());
    List<Type> entered = new ArrayList<>();
    entered.add(STEP);
    carried.forEach(value -> entered.add(value.type()));
    for (Value sequence : sequences) {
      Check.that(
          rows(sequence.type()) == steps,
          "time_loop_c3",
          "expected sequences of %d rows, got %s",
          steps,
          sequence.type());
      entered.add(row(sequence.type()));
    }
    Check.that(
        body.argumentTypes().equals(entered),
        "time_loop_c4",
        "expected a body that takes %s, got %s",
        entered,
        body.argumentTypes());
    List<Type> yielded = body.yieldedTypes();
    List<Type> kept = carried.stream().map(Value::type).toList();
    Check.that(
        yielded.size() >= kept.size() && yielded.subList(0, kept.size()).equals(kept),
        "time_loop_c5",
        "expected a body that hands over %s first, got %s",
        kept,
        yielded);
    Check.that(
        yielded.subList(kept.size(), yielded.size()).stream()
            .noneMatch(type -> type instanceof StackType || type instanceof LineType),
        "time_loop_c6",
        "expected recorded rows that are tensors, queues or projections, got %s",
        yielded);
  }

  /// From the first step to the last.
  public TimeLoopOp(
      long steps, Value first, List<Value> carried, List<Value> sequences, Block body) {
    this(steps, first, carried, sequences, body, false);
  }

  static TimeLoopOp read(OpParts parts) {
    List<Value> others = parts.operandsFrom(1);
    long carried = parts.integer("carried");
    if (carried < 0 || carried > others.size()) {
      throw parts.mismatch("carried", "a number from 0 to " + others.size(), carried);
    }
    return new TimeLoopOp(
        parts.integer("steps"),
        parts.operand(0),
        others.subList(0, (int) carried),
        others.subList((int) carried, others.size()),
        parts.region(0),
        parts.unit("backward"));
  }

  @Override
  public String name() {
    return "ranvier.time_loop";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>();
    operands.add(first);
    operands.addAll(carried);
    operands.addAll(sequences);
    return operands;
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .unit("backward", backward)
        .integer("carried", carried.size())
        .integer("steps", steps)
        .build();
  }

  @Override
  public List<Block> regions() {
    return List.of(body);
  }

  @Override
  public List<Type> resultTypes() {
    List<Type> yielded = body.yieldedTypes();
    List<Type> results = new ArrayList<>(yielded.subList(0, carried.size()));
    for (Type row : yielded.subList(carried.size(), yielded.size())) {
      results.add(stacked(row));
    }
    return results;
  }

  private Type stacked(Type row) {
    return row instanceof TensorType tensor ? tensor.stacked(steps) : new StackType(steps, row);
  }

  /// How many rows a sequence has; -1 for what is none.
  private static long rows(Type sequence) {
    return switch (sequence) {
      case TensorType tensor -> tensor.rank() >= 1 ? tensor.dimension(0) : -1;
      case StackType stack -> stack.size();
      case QueueType _, ProjectionType _, LineType _ -> -1;
    };
  }

  /// The type of the rows of a sequence.
  public static Type row(Type sequence) {
    return switch (sequence) {
      case TensorType tensor ->
          tensor.withDimensions(tensor.dimensions().subList(1, tensor.rank()));
      case StackType stack -> stack.element();
      case QueueType _, ProjectionType _, LineType _ ->
          throw new IllegalArgumentException("expected a sequence, got " + sequence);
    };
  }
}
