package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// What the values of one function, its regions included, are bound to while it runs. A region that
/// runs again binds its values anew.
final class Scope {
  private final IdentityHashMap<Value, Datum> bound = new IdentityHashMap<>();

  void bind(List<? extends Value> values, List<? extends Datum> data) {
    for (int i = 0; i < values.size(); i++) {
      bound.put(values.get(i), data.get(i));
    }
  }

  /// @throws Fault if the value comes from a block that this one does not see, or from further down
  Datum get(Value value) {
    Datum datum = bound.get(value);
    if (datum == null) {
      throw Fault.of("expected a value that is defined before it is used, got %s", value);
    }
    return datum;
  }

  List<Datum> all(List<Value> values) {
    List<Datum> data = new ArrayList<>(values.size());
    for (Value value : values) {
      data.add(get(value));
    }
    return data;
  }

  Tensor tensor(Value value) {
    if (get(value) instanceof Tensor tensor) {
      return tensor;
    }
    throw Fault.of("expected a tensor, got %s", value);
  }

  List<Tensor> tensors(List<Value> values) {
    List<Tensor> tensors = new ArrayList<>(values.size());
    for (Value value : values) {
      tensors.add(tensor(value));
    }
    return tensors;
  }

  Queues queues(Value value) {
    if (get(value) instanceof Queues queues) {
      return queues;
    }
    throw Fault.of("expected queues, got %s", value);
  }

  Line line(Value value) {
    if (get(value) instanceof Line line) {
      return line;
    }
    throw Fault.of("expected a line, got %s", value);
  }

  /// A scalar integer.
  int integer(Value value) {
    return (int) tensor(value).asLong(0);
  }
}
