package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Forward-mode rules of the ops on tensors: an op is written again, and beside it the tangents of
/// its results. Called for an op if any of its results is active, all of which get a tangent.
final class TensorPushforward {
  private TensorPushforward() {}

  static void push(Instruction at, TensorOp any, Tangents tangents) {
    switch (any) {
      case IfOp op -> ControlPushforward.branch(at, op, tangents);
      case CaseOp op -> ControlPushforward.branch(at, op, tangents);
      case WhileOp op -> ControlPushforward.loop(at, op, tangents);
      case OptimizationBarrierOp op -> ControlPushforward.barrier(at, op, tangents);
      case SortOp op -> SortRules.push(at, op, tangents);
      case ScatterOp op -> scatter(at, op, tangents);
      case UnaryElementwise op -> one(at, tangents, () -> unary(at, op, tangents));
      case BinaryElementwise op -> one(at, tangents, () -> binary(at, op, tangents));
      case ClampOp op -> one(at, tangents, () -> clamp(op, tangents));
      case ReduceOp op -> one(at, tangents, () -> reduce(at, op, tangents));
      case ReduceWindowOp op -> one(at, tangents, () -> reduceWindow(at, op, tangents));
      case SelectAndScatterOp op -> one(at, tangents, () -> selectAndScatter(at, op, tangents));
      case ConvolutionOp op -> one(at, tangents, () -> product(op, op.lhs(), op.rhs(), tangents));
      case DotGeneralOp op -> one(at, tangents, () -> product(op, op.lhs(), op.rhs(), tangents));
      case AllReduceOp op -> sum(at, op, op.body(), tangents);
      case ReduceScatterOp op -> sum(at, op, op.body(), tangents);
      case AllGatherOp _, AllToAllOp _, CollectivePermuteOp _ -> linear(at, any, tangents);
      case BroadcastInDimOp _, ConcatenateOp _, ConvertOp _ -> linear(at, any, tangents);
      case PadOp _, ReshapeOp _, ReverseOp _, SliceOp _, TransposeOp _ -> linear(at, any, tangents);
      case DynamicSliceOp _, DynamicUpdateSliceOp _, GatherOp _ -> linear(at, any, tangents);
      case SelectOp _, ShardingConstraintOp _ -> linear(at, any, tangents);
      case CallOp _, CompositeOp _ -> throw NotDifferentiable.uninlined(at);
      case CustomCallOp _ -> throw NotDifferentiable.opaque(at);
      case BitcastConvertOp _, CompareOp _, IsFiniteOp _ -> tangents.copy(at);
      case ConstantOp _, IotaOp _, PartitionIdOp _, ReplicaIdOp _ -> tangents.copy(at);
      case RngBitGeneratorOp _, RngOp _ -> tangents.copy(at);
      case FuncReturnOp _, ReturnOp _ -> {}
    }
  }

  /// An op of one result whose tangent is made from its primals.
  private static void one(Instruction at, Tangents tangents, Supplier<Value> tangent) {
    tangents.copy(at);
    tangents.put(at.result(0), tangent.get());
  }

  /// An op that is linear in all floats that it takes: the tangents go through the same op.
  private static void linear(Instruction at, TensorOp op, Tangents tangents) {
    tangents.copy(at);
    List<Value> results = tangents.out().append(ofTangents(op, tangents));
    for (int i = 0; i < results.size(); i++) {
      if (tangents.isActive(at.result(i))) {
        tangents.put(at.result(i), results.get(i));
      }
    }
  }

  private static Op ofTangents(Op op, Tangents tangents) {
    List<Value> operands =
        op.operands().stream()
            .map(
                operand ->
                    operand.tensorType().element().isFloat()
                        ? tangents.orZeros(operand)
                        : tangents.primal(operand))
            .toList();
    return rebuilt(op, operands, tangents);
  }

  private static Op rebuilt(Op op, List<Value> operands, Tangents tangents) {
    List<Block> regions = op.regions().stream().map(new Copies(tangents::primal)::copy).toList();
    return OpTable.read(
        new OpParts(op.name(), operands, op.attributes(), regions, op.resultTypes()));
  }

  private static Value unary(Instruction at, UnaryElementwise op, Tangents tangents) {
    return Slopes.unary(tangents, op, at.result(0), tangents.orZeros(op.operand()));
  }

  private static Value binary(Instruction at, BinaryElementwise op, Tangents tangents) {
    Value result = at.result(0);
    return sum(
        tangents,
        result,
        tangents.tangent(op.lhs()).map(change -> Slopes.lhs(tangents, op, result, change)),
        tangents.tangent(op.rhs()).map(change -> Slopes.rhs(tangents, op, result, change)));
  }

  /// The sum of those parts that there are.
  private static Value sum(
      Tangents tangents, Value result, Optional<Value> one, Optional<Value> other) {
    return one.map(a -> other.map(b -> tangents.out().add(a, b)).orElse(a))
        .or(() -> other)
        .orElseGet(() -> tangents.like(result, 0));
  }

  private static Value clamp(ClampOp op, Tangents tangents) {
    Value none = tangents.like(op.operand(), 0);
    Value sum =
        tangents
            .tangent(op.operand())
            .map(change -> Slopes.clampOperand(tangents, op, change))
            .orElse(none);
    sum = added(op.min(), sum, change -> Slopes.clampMin(tangents, op, change), tangents);
    return added(op.max(), sum, change -> Slopes.clampMax(tangents, op, change), tangents);
  }

  /// Adds the part of a bound, which may be one for all elements.
  private static Value added(
      Value bound, Value sum, UnaryOperator<Value> slope, Tangents tangents) {
    return tangents
        .tangent(bound)
        .map(change -> spread(tangents, change, sum))
        .map(change -> tangents.out().add(sum, slope.apply(change)))
        .orElse(sum);
  }

  private static Value spread(Tangents tangents, Value change, Value shape) {
    return change.type().equals(shape.type())
        ? change
        : tangents.out().broadcast(change, shape.tensorType());
  }

  /// A product of two tensors: each one's tangent with the other.
  private static Value product(Op op, Value lhs, Value rhs, Tangents tangents) {
    return sum(
        tangents,
        lhs,
        tangents
            .tangent(lhs)
            .map(change -> rebuilt(op, List.of(change, tangents.primal(rhs)), tangents))
            .map(tangents.out()::add),
        tangents
            .tangent(rhs)
            .map(change -> rebuilt(op, List.of(tangents.primal(lhs), change), tangents))
            .map(tangents.out()::add));
  }

  private static Value reduce(Instruction at, ReduceOp op, Tangents tangents) {
    Fold fold = ReductionRules.fold(at, op);
    return fold == Fold.SUM
        ? tangents.out().add(ofTangents(op, tangents))
        : ReductionRules.push(at, op, fold, tangents);
  }

  private static Value reduceWindow(Instruction at, ReduceWindowOp op, Tangents tangents) {
    Fold fold = WindowRules.fold(at, op);
    return fold == Fold.SUM
        ? tangents.out().add(ofTangents(op, tangents))
        : WindowRules.push(op, fold, tangents);
  }

  private static Value selectAndScatter(Instruction at, SelectAndScatterOp op, Tangents tangents) {
    WindowRules.checkAdds(at, op);
    List<Value> operands =
        List.of(
            tangents.primal(op.operand()),
            tangents.orZeros(op.source()),
            tangents.orZeros(op.initial()));
    return tangents.out().add(rebuilt(op, operands, tangents));
  }

  private static void scatter(Instruction at, ScatterOp op, Tangents tangents) {
    IndexingRules.checkScatter(at, op);
    linear(at, op, tangents);
  }

  /// A sum across devices.
  private static void sum(Instruction at, TensorOp op, Block body, Tangents tangents) {
    CollectiveRules.checkSum(at, body);
    linear(at, op, tangents);
  }
}
