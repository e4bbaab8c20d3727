package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.RngBitGeneratorOp;
import java.util.List;

/// `rng_bit_generator`. `DEFAULT` is Philox, as on XLA's CPU.
///
/// Elements of a float type get random patterns, NaN included; XLA hands the same patterns over,
/// but typed as unsigned integers.
final class RandomBits {
  private RandomBits() {}

  static List<Tensor> generate(RngBitGeneratorOp op, Tensor state) {
    return switch (op.algorithm()) {
      case THREE_FRY -> ThreeFry.generate(state, op.type());
      case PHILOX, DEFAULT -> Philox.generate(state, op.type());
    };
  }
}
