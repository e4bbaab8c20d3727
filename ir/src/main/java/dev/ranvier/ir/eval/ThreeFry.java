package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Threefry-2x32 with 20 rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2,
/// 3"), laid out over a tensor as XLA lays it out. The state is a key and a counter.
///
/// - 64-bit elements take one block each: element `i` is the block of counter `i`, low word first.
/// - 32-bit elements take half a block each: the first dimension of even size, or else the largest,
///   is halved (rounded up); block `k` over the halved tensor gives the elements `2h` and `2h + 1`
///   along that dimension. What sticks out is cut off.
/// - Narrower elements are the low bits of 32-bit ones.
final class ThreeFry {
  private static final int[][] ROTATIONS = {{13, 15, 26, 6}, {17, 29, 16, 24}};
  private static final int PARITY = 0x1BD11BDA;

  private ThreeFry() {}

  /// The cipher of a 64-bit block, low word first.
  static long block(long key, long counter) {
    int[] keys = {(int) key, (int) (key >>> 32), 0};
    keys[2] = PARITY ^ keys[0] ^ keys[1];
    int x = (int) counter + keys[0];
    int y = (int) (counter >>> 32) + keys[1];
    for (int group = 0; group < 5; group++) {
      for (int rotation : ROTATIONS[group % 2]) {
        x += y;
        y = Integer.rotateLeft(y, rotation) ^ x;
      }
      x += keys[(group + 1) % 3];
      y += keys[(group + 2) % 3] + group + 1;
    }
    return Integer.toUnsignedLong(x) | ((long) y << 32);
  }

  /// The new state and the random elements.
  static List<Tensor> generate(Tensor state, TensorType result) {
    long key = state.bits(0);
    long counter = state.bits(1);
    Tensor output = Tensor.blank(result);
    long blocks =
        result.element().bits() == 64
            ? fillWide(output, key, counter)
            : fillNarrow(output, key, counter);
    return List.of(Tensor.ofBits(state.type(), key, counter + blocks), output);
  }

  private static long fillWide(Tensor output, long key, long counter) {
    for (int i = 0; i < output.size(); i++) {
      output.setBits(i, block(key, counter + i));
    }
    return output.size();
  }

  private static long fillNarrow(Tensor output, long key, long counter) {
    int[] dimensions = Indices.dimensions(output.type());
    int split = splitDimension(dimensions);
    int inner = 1;
    int size = 1;
    if (split >= 0) {
      size = dimensions[split];
      for (int axis = split + 1; axis < dimensions.length; axis++) {
        inner *= dimensions[axis];
      }
    }
    int half = (size + 1) / 2;
    for (int i = 0; i < output.size(); i++) {
      int along = i / inner % size;
      int outer = i / inner / size;
      long k = ((long) outer * half + along / 2) * inner + i % inner;
      long block = block(key, counter + k);
      output.setBits(
          i, HostMemory.truncated(output.type().element(), along % 2 == 0 ? block : block >>> 32));
    }
    return size == 0 ? 0 : (long) output.size() / size * half;
  }

  /// -1 for a scalar.
  private static int splitDimension(int[] dimensions) {
    int largest = -1;
    for (int axis = 0; axis < dimensions.length; axis++) {
      if (dimensions[axis] % 2 == 0) {
        return axis;
      }
      if (largest < 0 || dimensions[axis] > dimensions[largest]) {
        largest = axis;
      }
    }
    return largest;
  }
}
