package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.BitcastConvertOp;
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

/// Reverse-mode rules of the ops on tensors: from the cotangents of an op's results to those of its
/// operands. Called for an op if any of its results has a cotangent.
final class TensorTranspose {
  private TensorTranspose() {}

  static void transpose(Instruction at, TensorOp any, Sweep sweep) {
    switch (any) {
      case UnaryElementwise op -> ElementwiseRules.unary(at, op, first(at, sweep), sweep);
      case BinaryElementwise op -> ElementwiseRules.binary(at, op, first(at, sweep), sweep);
      case ClampOp op -> ElementwiseRules.clamp(op, first(at, sweep), sweep);
      case ConvertOp op -> ElementwiseRules.convert(op, first(at, sweep), sweep);
      case SelectOp op -> ElementwiseRules.select(op, first(at, sweep), sweep);
      case BroadcastInDimOp op -> ShapeRules.broadcast(op, first(at, sweep), sweep);
      case ConcatenateOp op -> ShapeRules.concatenate(op, first(at, sweep), sweep);
      case PadOp op -> ShapeRules.pad(op, first(at, sweep), sweep);
      case ReshapeOp op -> ShapeRules.reshape(op, first(at, sweep), sweep);
      case ReverseOp op -> ShapeRules.reverse(op, first(at, sweep), sweep);
      case SliceOp op -> ShapeRules.slice(op, first(at, sweep), sweep);
      case TransposeOp op -> ShapeRules.transpose(op, first(at, sweep), sweep);
      case ShardingConstraintOp op -> ShapeRules.constraint(op, first(at, sweep), sweep);
      case DynamicSliceOp op -> IndexingRules.dynamicSlice(op, first(at, sweep), sweep);
      case DynamicUpdateSliceOp op -> IndexingRules.dynamicUpdateSlice(op, first(at, sweep), sweep);
      case GatherOp op -> IndexingRules.gather(op, first(at, sweep), sweep);
      case ScatterOp op -> IndexingRules.scatter(at, op, first(at, sweep), sweep);
      case SortOp op -> SortRules.transpose(at, op, sweep);
      case ReduceOp op -> ReductionRules.transpose(at, op, first(at, sweep), sweep);
      case ReduceWindowOp op -> WindowRules.transpose(at, op, first(at, sweep), sweep);
      case SelectAndScatterOp op -> WindowRules.transpose(at, op, first(at, sweep), sweep);
      case ConvolutionOp op -> ConvolutionRules.transpose(op, first(at, sweep), sweep);
      case DotGeneralOp op -> ContractionRules.dotGeneral(op, first(at, sweep), sweep);
      case AllGatherOp op -> CollectiveRules.allGather(at, op, sweep);
      case AllReduceOp op -> CollectiveRules.allReduce(at, op, sweep);
      case AllToAllOp op -> CollectiveRules.allToAll(at, op, sweep);
      case CollectivePermuteOp op -> CollectiveRules.collectivePermute(at, op, sweep);
      case ReduceScatterOp op -> CollectiveRules.reduceScatter(at, op, sweep);
      case IfOp op -> ControlRules.branch(at, op, sweep);
      case CaseOp op -> ControlRules.branch(at, op, sweep);
      case WhileOp op -> LoopRules.transpose(at, op, sweep);
      case OptimizationBarrierOp op -> ControlRules.barrier(at, op, sweep);
      case CallOp _, CompositeOp _ -> throw NotDifferentiable.uninlined(at);
      case CustomCallOp _ -> throw NotDifferentiable.opaque(at);
      case BitcastConvertOp _, CompareOp _, IsFiniteOp _ -> {}
      case ConstantOp _, IotaOp _, PartitionIdOp _, ReplicaIdOp _ -> {}
      case RngBitGeneratorOp _, RngOp _ -> {}
      case FuncReturnOp _, ReturnOp _ -> {}
    }
  }

  /// The cotangent of the result of an op of one result.
  private static Value first(Instruction at, Sweep sweep) {
    return sweep.cotangent(at.result(0)).orElseThrow();
  }
}
