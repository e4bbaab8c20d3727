package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Optional;

/// The result of one op on constants, if it may be computed now.
///
/// Splats are folded in one element whatever their size. Others are folded by the evaluator up to
/// `MOST_ELEMENTS` in any operand or result, and only if their text does not grow: the result is a
/// splat, or has no more elements than the operands have written out, or than `SHORT`. `Exactness`
/// says which results are the same on every device.
final class Folding {
  private static final long MOST_ELEMENTS = 4_096;
  private static final long SHORT = 16;

  private Folding() {}

  /// @param op of one result
  static Optional<Literal> fold(Op op, List<Literal> operands) {
    TensorType type = (TensorType) op.resultTypes().getFirst();
    boolean splats = operands.stream().allMatch(Literal::isSplat);
    if (movesElements(op) && operands.getFirst().isSplat()) {
      return Optional.of(Literal.ofBits(type, operands.getFirst().bits(0)));
    }
    if (splats && isElementwise(op)) {
      List<Literal> scalars = operands.stream().map(Folding::scalar).toList();
      return evaluate(op, scalars, TensorType.scalar(type.element()))
          .map(scalar -> Literal.ofBits(type, scalar.bits(0)));
    }
    if (!isSmall(type) || !operands.stream().allMatch(operand -> isSmall(operand.type()))) {
      return Optional.empty();
    }
    long written = operands.stream().mapToLong(Folding::written).sum();
    return evaluate(op, operands, type)
        .map(Folding::compact)
        .filter(result -> written(result) <= Math.max(SHORT, written));
  }

  private static boolean isSmall(TensorType type) {
    return type.size() <= MOST_ELEMENTS;
  }

  /// How many elements stand in text.
  private static long written(Literal literal) {
    return literal.isSplat() ? 1 : literal.type().size();
  }

  private static Literal scalar(Literal splat) {
    return Literal.ofBits(TensorType.scalar(splat.type().element()), splat.bits(0));
  }

  /// As a splat, if all elements are the same.
  private static Literal compact(Literal literal) {
    for (int i = 1; i < literal.type().size(); i++) {
      if (literal.bits(i) != literal.bits(0)) {
        return literal;
      }
    }
    return literal.type().size() == 0 ? literal : Literal.ofBits(literal.type(), literal.bits(0));
  }

  /// Whether every element of the result is one of the first operand.
  private static boolean movesElements(Op op) {
    return switch (op) {
      case BroadcastInDimOp _,
          DynamicSliceOp _,
          ReshapeOp _,
          ReverseOp _,
          SliceOp _,
          TransposeOp _ ->
          true;
      default -> false;
    };
  }

  private static boolean isElementwise(Op op) {
    return switch (op) {
      case UnaryElementwise _,
          BinaryElementwise _,
          ClampOp _,
          CompareOp _,
          ConvertOp _,
          IsFiniteOp _,
          SelectOp _ ->
          true;
      default -> false;
    };
  }

  private static Optional<Literal> evaluate(Op op, List<Literal> operands, TensorType type) {
    if (!Exactness.isExact(op, operands)) {
      return Optional.empty();
    }
    List<BlockArgument> arguments =
        operands.stream()
            .map(operand -> new BlockArgument(operand.type(), Location.UNKNOWN))
            .toList();
    List<Value> values = List.copyOf(arguments);
    List<Type> types = List.of(type);
    Op free = OpTable.read(new OpParts(op.name(), values, op.attributes(), List.of(), types));
    Instruction instruction = new Instruction(free, Location.UNKNOWN);
    FuncReturnOp end = new FuncReturnOp(List.of(instruction.result(0)));
    Block body = new Block(arguments, List.of(instruction, new Instruction(end, Location.UNKNOWN)));
    Module module = Module.of("fold", Function.of("main", true, body, Location.UNKNOWN));
    Literal result =
        Evaluator.evaluate(module, "main", operands.stream().map(Tensor::of).toList())
            .getFirst()
            .toLiteral();
    return Exactness.isExact(op, result) ? Optional.of(result) : Optional.empty();
  }
}
