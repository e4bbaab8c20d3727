package dev.ranvier.compiler.pass;

import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/// What can be seen of delays from how they are computed, in one block.
///
/// @param inside the values of the block
record KnownDelays(Set<Value> inside) {
  static KnownDelays in(Block block) {
    Set<Value> values = Collections.newSetFromMap(new IdentityHashMap<>());
    values.addAll(block.arguments());
    block.instructions().forEach(instruction -> values.addAll(instruction.results()));
    return new KnownDelays(values);
  }

  /// Whether a value is the same every time that the block runs: it comes from outside, or is
  /// computed from such values alone.
  boolean isFixed(Value value) {
    if (!inside.contains(value)) {
      return true;
    }
    return value instanceof Result result
        && result.instruction().op() instanceof TensorOp op
        && op.regions().isEmpty()
        && op.operands().stream().allMatch(this::isFixed);
  }

  /// Whether all elements are seen to be one number.
  static boolean isUniform(Value value) {
    if (value.tensorType().size() == 1) {
      return true;
    }
    return opOf(value)
        .filter(
            op ->
                switch (op) {
                  case ConstantOp constant -> constant.value().isSplat();
                  case BroadcastInDimOp _,
                      ReshapeOp _,
                      TransposeOp _,
                      BinaryElementwise _,
                      ConvertOp _,
                      ClampOp _ ->
                      op.operands().stream().allMatch(KnownDelays::isUniform);
                  default -> false;
                })
        .isPresent();
  }

  /// Whether all elements are seen to be from 1 to `reach`.
  static boolean isWithin(Value value, int reach) {
    return opOf(value)
        .filter(
            op ->
                switch (op) {
                  case ConstantOp constant -> isWithin(constant.value(), reach);
                  case ClampOp clamp ->
                      isWithin(clamp.min(), reach) && isWithin(clamp.max(), reach);
                  case BroadcastInDimOp _, ReshapeOp _, TransposeOp _ ->
                      isWithin(op.operands().getFirst(), reach);
                  default -> false;
                })
        .isPresent();
  }

  private static boolean isWithin(Literal literal, int reach) {
    long size = literal.isSplat() ? 1 : literal.type().size();
    for (int i = 0; i < size; i++) {
      if (literal.asLong(i) < 1 || literal.asLong(i) > reach) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Op> opOf(Value value) {
    return value instanceof Result result
        ? Optional.of(result.instruction().op())
        : Optional.empty();
  }
}
