package dev.ranvier.ir.version;

import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.Attribute;
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
import dev.ranvier.ir.op.DotAlgorithm;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.ExponentialOp;
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
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ResultAccuracy;
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
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Transcendental;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.WhileOp;
import java.util.Optional;

/// THE table of versions: for each op, as it is printed here, the first version of StableHLO that
/// reads it. Taken from the log of versions in StableHLO's `VhloDialect.td` and from the versions
/// of ops in `VhloOps.td`; what is not said of an op goes unprinted, so an op without its newer
/// attributes needs what it needed before it had them. Element types and shapes are all older than
/// [#TEXT].
final class FirstVersions {
  /// The first version that reads any of our text. Before it, lists of numbers had another form,
  /// and nothing was promised.
  static final StablehloVersion TEXT = new StablehloVersion(1, 0, 0);

  private static final StablehloVersion BATCHED_INDICES = new StablehloVersion(1, 1, 0);
  private static final StablehloVersion TYPED_CALLS = new StablehloVersion(1, 3, 0);
  private static final StablehloVersion TAN = new StablehloVersion(1, 4, 0);
  private static final StablehloVersion COLLECTIVES_OF_SEVERAL = new StablehloVersion(1, 5, 0);
  private static final StablehloVersion DOT_ALGORITHMS = new StablehloVersion(1, 6, 0);
  private static final StablehloVersion MORE_SMALL_FLOATS = new StablehloVersion(1, 7, 0);
  private static final StablehloVersion ACCURACY_OF_EXPONENTIAL = new StablehloVersion(1, 9, 0);
  private static final StablehloVersion ACCURACY = new StablehloVersion(1, 10, 0);

  /// Programs may have ops and attributes of other dialects in them, such as Shardy's.
  static final StablehloVersion OTHER_DIALECTS = new StablehloVersion(1, 11, 0);

  private FirstVersions() {}

  /// The ops of its regions are asked for themselves.
  static StablehloVersion of(TensorOp op) {
    return switch (op) {
      case Transcendental function when !function.accuracy().equals(ResultAccuracy.DEFAULT) ->
          function instanceof ExponentialOp ? ACCURACY_OF_EXPONENTIAL : ACCURACY;
      case TanOp _ -> TAN;
      case UnaryElementwise _, BinaryElementwise _ -> TEXT;
      case GatherOp gather ->
          gather.dimensions().operandBatching().isEmpty() ? TEXT : BATCHED_INDICES;
      case ScatterOp scatter ->
          scatter.dimensions().inputBatching().isEmpty() ? TEXT : BATCHED_INDICES;
      case DotGeneralOp dot -> dot.algorithm().map(FirstVersions::of).orElse(TEXT);
      case CustomCallOp call -> ofConfiguration(call.backendConfig());
      case AllGatherOp(var operands, _, _, _) -> ofCollective(operands.size());
      case AllReduceOp(var operands, _, _) -> ofCollective(operands.size());
      case AllToAllOp(var operands, _, _, _, _) -> ofCollective(operands.size());
      case ShardingConstraintOp _ -> OTHER_DIALECTS;
      case ReduceScatterOp _, CollectivePermuteOp _, PartitionIdOp _, ReplicaIdOp _ -> TEXT;
      case ClampOp _, CompareOp _, IsFiniteOp _, SelectOp _ -> TEXT;
      case BitcastConvertOp _, ConvertOp _, ConstantOp _, IotaOp _ -> TEXT;
      case BroadcastInDimOp _, ReshapeOp _, TransposeOp _, ReverseOp _ -> TEXT;
      case SliceOp _, PadOp _, ConcatenateOp _, DynamicSliceOp _, DynamicUpdateSliceOp _ -> TEXT;
      case ConvolutionOp _, ReduceOp _, ReduceWindowOp _, SelectAndScatterOp _, SortOp _ -> TEXT;
      case WhileOp _, IfOp _, CaseOp _, CallOp _, CompositeOp _ -> TEXT;
      case OptimizationBarrierOp _, ReturnOp _, FuncReturnOp _ -> TEXT;
      case RngOp _, RngBitGeneratorOp _ -> TEXT;
    };
  }

  private static StablehloVersion of(DotAlgorithm algorithm) {
    StablehloVersion left = of(algorithm.lhs());
    StablehloVersion right = of(algorithm.rhs());
    return left.isNewerThan(right) ? left : right;
  }

  private static StablehloVersion of(DotAlgorithm.Format format) {
    return switch (format) {
      case F8E3M4, F8E4M3 -> MORE_SMALL_FLOATS;
      case F8E4M3FN, F8E5M2, F8E4M3FNUZ, F8E4M3B11FNUZ, F8E5M2FNUZ -> DOT_ALGORITHMS;
      case BF16, F16, TF32, F32, F64 -> DOT_ALGORITHMS;
    };
  }

  private static StablehloVersion ofConfiguration(Optional<Attribute> configuration) {
    return configuration.isPresent() && configuration.get() instanceof Attribute.Dictionary
        ? TYPED_CALLS
        : TEXT;
  }

  private static StablehloVersion ofCollective(int operands) {
    return operands > 1 ? COLLECTIVES_OF_SEVERAL : TEXT;
  }
}
