package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
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
/// @param carried initial values: tensors and queues
/// @param sequences tensors whose first dimension is `steps`
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
      TensorType type = sequence.tensorType();
      Check.that(
          type.rank() >= 1 && type.dimension(0) == steps,
          "time_loop_c3",
          "expected sequences of %d rows, got %s",
          steps,
          type);
      entered.add(type.withDimensions(type.dimensions().subList(1, type.rank())));
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
            .allMatch(TensorType.class::isInstance),
        "time_loop_c6",
        "expected recorded rows that are tensors, got %s",
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
      results.add(((TensorType) row).stacked(steps));
    }
    return results;
  }
}
