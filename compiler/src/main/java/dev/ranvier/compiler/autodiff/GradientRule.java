package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.DeliverAdjointOp;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.TensorType;

/// What is known of an op's derivative.
public enum GradientRule {
  /// What the op gives is discrete, jumps, or does not depend on a float that it takes: nothing can
  /// flow back through it.
  NONE_BY_NATURE,

  /// Has a rule in both modes, whatever its operands and attributes.
  BOTH_MODES,

  /// Has a rule in both modes for the folds, or ways to combine, that have a derivative of their
  /// own: sums, and of some ops products, maxima and minima. Any other is refused by name.
  SOME_FOLDS,

  /// Has a rule in forward mode, and in reverse mode if how often it turns can be read off.
  COUNTED_IN_REVERSE,

  /// Is taken apart before (`InlineCalls`): what it is made of has rules.
  ONCE_INLINED,

  /// Only the device knows what it does; refused by name.
  UNKNOWN,

  /// Has a derivative, or a part in one, and no rule yet.
  NOT_YET;

  public static GradientRule of(Op op) {
    return switch (op) {
      case EventOp event -> ofEvents(event);
      case TensorOp tensor -> givesDiscrete(tensor) ? NONE_BY_NATURE : ofFloats(tensor);
    };
  }

  private static GradientRule ofEvents(EventOp op) {
    return switch (op) {
      case TimeLoopOp _, CustomDerivativeOp _, SendOp _, DeliverOp _ -> BOTH_MODES;
      case SpikeOp _, ProjectionCreateOp _, QueueCreateOp _, LineCreateOp _ -> NONE_BY_NATURE;
      case QueuePushOp _, QueuePopOp _, SendAdjointOp _, DeliverAdjointOp _ -> NOT_YET;
    };
  }

  private static boolean givesDiscrete(TensorOp op) {
    return !op.resultTypes().isEmpty()
        && op.resultTypes().stream()
            .noneMatch(type -> type instanceof TensorType tensor && tensor.element().isFloat());
  }

  private static GradientRule ofFloats(TensorOp op) {
    return switch (op) {
      case CeilOp _, FloorOp _, RoundNearestAfzOp _, RoundNearestEvenOp _, SignOp _ ->
          NONE_BY_NATURE;
      case BitcastConvertOp _, CompareOp _, IsFiniteOp _ -> NONE_BY_NATURE;
      case ConstantOp _, IotaOp _, PartitionIdOp _, ReplicaIdOp _ -> NONE_BY_NATURE;
      case RngOp _, RngBitGeneratorOp _ -> NONE_BY_NATURE;
      case UnaryElementwise _, BinaryElementwise _, ClampOp _, ConvertOp _, SelectOp _ ->
          BOTH_MODES;
      case BroadcastInDimOp _, ConcatenateOp _, PadOp _, ReshapeOp _, ReverseOp _ -> BOTH_MODES;
      case SliceOp _, TransposeOp _, DynamicSliceOp _, DynamicUpdateSliceOp _ -> BOTH_MODES;
      case GatherOp _, SortOp _, ConvolutionOp _, DotGeneralOp _ -> BOTH_MODES;
      case AllGatherOp _, AllToAllOp _, CollectivePermuteOp _ -> BOTH_MODES;
      case OptimizationBarrierOp _, ShardingConstraintOp _, IfOp _, CaseOp _ -> BOTH_MODES;
      case FuncReturnOp _, ReturnOp _ -> BOTH_MODES;
      case AllReduceOp _, ReduceOp _, ReduceScatterOp _, ReduceWindowOp _ -> SOME_FOLDS;
      case ScatterOp _, SelectAndScatterOp _ -> SOME_FOLDS;
      case WhileOp _ -> COUNTED_IN_REVERSE;
      case CallOp _, CompositeOp _ -> ONCE_INLINED;
      case CustomCallOp _ -> UNKNOWN;
    };
  }
}
