package dev.ranvier.ir.eval;

import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// Philox-4x32 with 10 rounds (Salmon et al. 2011), laid out over a tensor as XLA lays it out: the
/// elements, in row-major order, take the words of successive blocks, four words to a block; a
/// 64-bit element takes two words, the low one first, and a narrow one the low bits of a word.
///
/// The state is a key and a counter of 128 bits, low half first. A state of two numbers is the key
/// and the low half; the high half is then the key too, and only the low half is handed on.
final class Philox {
  private static final long MULTIPLIER_A = 0xD2511F53L;
  private static final long MULTIPLIER_B = 0xCD9E8D57L;
  private static final int KEY_STEP_A = 0x9E3779B9;
  private static final int KEY_STEP_B = 0xBB67AE85;

  private Philox() {}

  /// The cipher of a 128-bit block: four words, lowest first.
  static int[] block(long key, long low, long high) {
    int keyA = (int) key;
    int keyB = (int) (key >>> 32);
    int[] words = {(int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32)};
    for (int round = 0; round < 10; round++) {
      long a = Integer.toUnsignedLong(words[0]) * MULTIPLIER_A;
      long b = Integer.toUnsignedLong(words[2]) * MULTIPLIER_B;
      words[0] = (int) (b >>> 32) ^ words[1] ^ keyA;
      words[1] = (int) b;
      words[2] = (int) (a >>> 32) ^ words[3] ^ keyB;
      words[3] = (int) a;
      keyA += KEY_STEP_A;
      keyB += KEY_STEP_B;
    }
    return words;
  }

  /// The new state and the random elements.
  static List<Tensor> generate(Tensor state, TensorType result) {
    boolean wholeCounter = state.size() >= 3;
    long key = state.bits(0);
    long low = state.bits(1);
    long high = wholeCounter ? state.bits(2) : key;
    Tensor output = Tensor.blank(result);
    int perBlock = result.element().bits() == 64 ? 2 : 4;
    int blocks = (int) (((long) output.size() + perBlock - 1) / perBlock);
    for (int i = 0; i < blocks; i++) {
      int[] words = block(key, low + i, high + carry(low, low + i));
      for (int j = 0; j < perBlock && i * perBlock + j < output.size(); j++) {
        output.setBits(i * perBlock + j, element(result, words, j));
      }
    }
    long newLow = low + blocks;
    Tensor newState =
        wholeCounter
            ? Tensor.ofBits(state.type(), key, newLow, high + carry(low, newLow))
            : Tensor.ofBits(state.type(), key, newLow);
    return List.of(newState, output);
  }

  private static long carry(long low, long sum) {
    return Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
  }

  private static long element(TensorType result, int[] words, int index) {
    if (result.element().bits() == 64) {
      return Integer.toUnsignedLong(words[2 * index]) | ((long) words[2 * index + 1] << 32);
    }
    return HostMemory.truncated(result.element(), words[index]);
  }
}
