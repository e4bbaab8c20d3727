package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.placement.Masks;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// For targets that look nothing up: elements of a vector of floats, as the weights that synapses
/// share, are the product of a matrix that has a one where an element is taken with the vector. A
/// vector of one element is repeated.
public final class LookUpByProducts extends Rewriter {
  private LookUpByProducts() {}

  public static Module run(Module module) {
    return new LookUpByProducts().rewrite(module);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    if (instruction.op() instanceof GatherOp gather && takesElements(gather)) {
      Value taken = taken(out, one(gather.operand()), one(gather.indices()), type(instruction));
      replace(instruction.result(0), List.of(taken));
    } else {
      copy(instruction, out);
    }
  }

  private static TensorType type(Instruction instruction) {
    return instruction.result(0).tensorType();
  }

  /// One for each index.
  private static boolean takesElements(GatherOp gather) {
    TensorType vector = gather.operand().tensorType();
    TensorType indices = gather.indices().tensorType();
    return vector.rank() == 1
        && vector.element() == ElementType.F32
        && gather.sliceSizes().equals(List.of(1L))
        && indices.rank() == 2
        && indices.dimension(1) == 1
        && gather.resultTypes().getFirst() instanceof TensorType taken
        && taken.dimensions().equals(List.of(indices.dimension(0)));
  }

  private static Value taken(Builder out, Value vector, Value indices, TensorType taken) {
    long size = vector.tensorType().size();
    if (size == 1) {
      return out.broadcast(vector, taken, 0);
    }
    Value wanted = Masks.oneHot(out, out.reshape(indices, taken.size()), size);
    Value ones = out.convert(wanted, ElementType.F32);
    return out.dotGeneralInFull(ones, vector, DotDimensionNumbers.contracting(1, 0));
  }
}
