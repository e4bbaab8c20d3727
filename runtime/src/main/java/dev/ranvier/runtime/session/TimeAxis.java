package dev.ranvier.runtime.session;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Arrays whose first dimension is time, cut into parts and put together again.
final class TimeAxis {
  private TimeAxis() {}

  /// The same type with another number of steps.
  static ArrayType withSteps(ArrayType type, long steps) {
    List<Long> dims = new ArrayList<>(type.dims());
    dims.set(0, steps);
    return new ArrayType(type.dtype(), dims);
  }

  /// Part `index` of an array that is cut into parts of so many steps.
  static HostArray part(HostArray whole, int index, int steps) {
    return slice(whole, (long) index * steps, steps);
  }

  /// Some steps of an array.
  static HostArray slice(HostArray whole, long from, int steps) {
    ArrayType type = withSteps(whole.type(), steps);
    long each = type.bytes() / Math.max(1, steps);
    return HostArray.wrap(type, whole.segment().asSlice(from * each, type.bytes()));
  }

  /// Puts equal parts together as they come.
  static final class Joiner {
    private final ArrayType type;
    private final ByteBuffer data;

    Joiner(ArrayType part, int parts) {
      this.type = withSteps(part, part.dims().getFirst() * parts);
      this.data = HostArray.allocate(type);
    }

    void add(HostArray part) {
      data.put(part.data());
    }

    HostArray whole() {
      return HostArray.wrap(type, data);
    }
  }
}
