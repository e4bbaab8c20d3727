package dev.ranvier.ir.device;

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
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.RemainderOp;
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
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.stream.Stream;

/// Which tensor ops, of which element types, a kind of device takes.
public enum TakenOps {
  /// Whatever XLA compiles for processors and graphics cards: every op of every type.
  XLA,

  /// XLA for matrix units that know no double precision.
  XLA_WITHOUT_DOUBLES,

  /// A chip that streams data through units on a schedule that is fixed when the program is
  /// compiled: nothing may depend on values that are known at run time only, be it an address or
  /// how often something is done. Its arithmetic is of 32 bits at most.
  STREAMING;

  /// Whether such devices run an op of these element types. The ops of its regions are asked for
  /// themselves.
  public boolean has(TensorOp op) {
    return Stream.concat(op.operands().stream().map(Value::type), op.resultTypes().stream())
            .allMatch(type -> type instanceof TensorType tensor && hasElement(tensor.element()))
        && switch (this) {
          case XLA, XLA_WITHOUT_DOUBLES -> true;
          case STREAMING -> streams(op);
        };
  }

  /// Whether a tensor may be an argument or result of a program.
  public boolean passes(TensorType type) {
    return hasElement(type.element())
        && switch (this) {
          case XLA, XLA_WITHOUT_DOUBLES -> true;
          case STREAMING -> type.element() != ElementType.I1;
        };
  }

  private boolean hasElement(ElementType element) {
    return switch (this) {
      case XLA -> true;
      case XLA_WITHOUT_DOUBLES -> element != ElementType.F64;
      case STREAMING -> element.bits() <= 32;
    };
  }

  private static boolean streams(TensorOp op) {
    return switch (op) {
      case DivideOp(Value lhs, Value _) -> !lhs.tensorType().element().isInteger();
      case RemainderOp(Value lhs, Value _) -> !lhs.tensorType().element().isInteger();
      case UnaryElementwise _, BinaryElementwise _ -> true;
      case ClampOp _, CompareOp _, IsFiniteOp _, SelectOp _ -> true;
      case BitcastConvertOp _, ConvertOp _, ConstantOp _, IotaOp _ -> true;
      case BroadcastInDimOp _, ReshapeOp _, TransposeOp _, ReverseOp _ -> true;
      case SliceOp _, PadOp _, ConcatenateOp _ -> true;
      case DotGeneralOp _, ConvolutionOp _, ReduceOp _, ReduceWindowOp _ -> true;
      case CallOp _, CompositeOp _, OptimizationBarrierOp _, ReturnOp _, FuncReturnOp _ -> true;
      case ShardingConstraintOp _ -> false;
      case WhileOp _, IfOp _, CaseOp _ -> false;
      case DynamicSliceOp _, DynamicUpdateSliceOp _, GatherOp _ -> false;
      case ScatterOp _, SelectAndScatterOp _, SortOp _ -> false;
      case RngOp _, RngBitGeneratorOp _, CustomCallOp _ -> false;
      case AllGatherOp _, AllReduceOp _, AllToAllOp _, CollectivePermuteOp _ -> false;
      case ReduceScatterOp _, PartitionIdOp _, ReplicaIdOp _ -> false;
    };
  }
}
