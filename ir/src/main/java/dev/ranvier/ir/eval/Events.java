package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.type.ElementType;
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
      List<Tensor> sequences,
      UnaryOperator<List<Datum>> body) {
    List<Type> types = op.resultTypes();
    List<Tensor> records = new ArrayList<>();
    for (Type type : types.subList(carried.size(), types.size())) {
      records.add(Tensor.blank((TensorType) type));
    }
    List<Datum> state = carried;
    for (int turn = 0; turn < op.steps(); turn++) {
      int step = op.backward() ? (int) op.steps() - 1 - turn : turn;
      List<Datum> entered = new ArrayList<>();
      entered.add(Tensor.scalar(ElementType.I32, (long) first + step));
      entered.addAll(state);
      for (Tensor sequence : sequences) {
        entered.add(row(sequence, step));
      }
      List<Datum> yielded = body.apply(entered);
      state = yielded.subList(0, carried.size());
      for (int i = 0; i < records.size(); i++) {
        Tensor row = (Tensor) yielded.get(carried.size() + i);
        records.get(i).put(step * row.size(), row, 0, row.size());
      }
    }
    List<Datum> results = new ArrayList<>(state);
    results.addAll(records);
    return results;
  }

  /// One index along the first dimension.
  static Tensor row(Tensor sequence, int index) {
    TensorType type = sequence.type();
    Tensor row = Tensor.blank(type.withDimensions(type.dimensions().subList(1, type.rank())));
    row.put(0, sequence, index * row.size(), row.size());
    return row;
  }
}
