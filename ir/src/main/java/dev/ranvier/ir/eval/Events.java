package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Spikes and time, before they are lowered.
final class Events {
  private Events() {}

  /// Where `before < threshold <= after`; nowhere where one of them is NaN.
  static Tensor spikes(Tensor before, Tensor after, Tensor threshold) {
    boolean[] spikes = new boolean[before.size()];
    for (int i = 0; i < spikes.length; i++) {
      double level = threshold.asDouble(i);
      spikes[i] = before.asDouble(i) < level && after.asDouble(i) >= level;
    }
    return Maps.booleans(before.type(), spikes);
  }

  /// Runs the body once for every step and stacks what it records.
  static List<Datum> timeLoop(
      TimeLoopOp op,
      int first,
      List<Datum> carried,
      List<Datum> sequences,
      UnaryOperator<List<Datum>> body) {
    List<Type> types = op.resultTypes();
    List<Records> records = new ArrayList<>();
    for (Type type : types.subList(carried.size(), types.size())) {
      records.add(Records.of(type));
    }
    List<Datum> state = carried;
    for (int turn = 0; turn < op.steps(); turn++) {
      int step = op.backward() ? (int) op.steps() - 1 - turn : turn;
      List<Datum> entered = new ArrayList<>();
      entered.add(Tensor.scalar(ElementType.I32, (long) first + step));
      entered.addAll(state);
      for (Datum sequence : sequences) {
        entered.add(row(sequence, step));
      }
      List<Datum> yielded = body.apply(entered);
      state = yielded.subList(0, carried.size());
      for (int i = 0; i < records.size(); i++) {
        records.get(i).put(step, yielded.get(carried.size() + i));
      }
    }
    List<Datum> results = new ArrayList<>(state);
    records.forEach(record -> results.add(record.whole()));
    return results;
  }

  private static Datum row(Datum sequence, int index) {
    return switch (sequence) {
      case Tensor tensor -> row(tensor, index);
      case Stack stack -> stack.rows().get(index);
      case Queues queues ->
          throw new IllegalStateException("expected a sequence, got queues of " + queues.type());
      case Line _ -> throw new IllegalStateException("expected a sequence, got a line");
    };
  }

  /// What a loop records, row by row, in any order.
  private sealed interface Records {
    static Records of(Type type) {
      return switch (type) {
        case TensorType tensor -> new OfTensors(Tensor.blank(tensor));
        case StackType stack -> new OfQueues(new Queues[(int) stack.size()]);
        case QueueType _, ProjectionType _, LineType _ ->
            throw new IllegalStateException("expected what is recorded, got " + type);
      };
    }

    void put(int step, Datum row);

    Datum whole();

    record OfTensors(Tensor whole) implements Records {
      @Override
      public void put(int step, Datum row) {
        Tensor tensor = (Tensor) row;
        whole.put(step * tensor.size(), tensor, 0, tensor.size());
      }
    }

    @SuppressWarnings("ArrayRecordComponent") // filled, never compared
    record OfQueues(Queues[] rows) implements Records {
      @Override
      public void put(int step, Datum row) {
        rows[step] = (Queues) row;
      }

      @Override
      public Datum whole() {
        return new Stack(List.of(rows));
      }
    }
  }

  /// One index along the first dimension.
  static Tensor row(Tensor sequence, int index) {
    TensorType type = sequence.type();
    Tensor row = Tensor.blank(type.withDimensions(type.dimensions().subList(1, type.rank())));
    row.put(0, sequence, index * row.size(), row.size());
    return row;
  }
}
