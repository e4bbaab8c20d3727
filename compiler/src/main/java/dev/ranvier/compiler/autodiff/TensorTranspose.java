package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.*;

/// Reverse-mode rules of the ops on tensors: from the cotangents of an op's results to those of its
/// operands.
final class TensorTranspose {
  private TensorTranspose() {}

  static void transpose(Instruction instruction, TensorOp op, Sweep sweep) {
    switch (op) {
      case UnaryElementwise unary ->
          ElementwiseRules.unary(instruction, unary, first(instruction, sweep), sweep);
      case BinaryElementwise binary ->
          ElementwiseRules.binary(instruction, binary, first(instruction, sweep), sweep);
      case SelectOp select -> ElementwiseRules.select(select, first(instruction, sweep), sweep);
      case ConvertOp convert -> ElementwiseRules.convert(convert, first(instruction, sweep), sweep);
      case BroadcastInDimOp broadcast ->
          ShapeRules.broadcast(broadcast, first(instruction, sweep), sweep);
      case ReshapeOp reshape ->
          sweep.flow(
              reshape.operand(),
              ShapeRules.reshaped(
                  sweep.out(), first(instruction, sweep), reshape.operand().tensorType()));
      case TransposeOp transpose ->
          ShapeRules.transpose(transpose, first(instruction, sweep), sweep);
      case ReverseOp reverse -> ShapeRules.reverse(reverse, first(instruction, sweep), sweep);
      case SliceOp slice -> ShapeRules.slice(slice, first(instruction, sweep), sweep);
      case ConcatenateOp concatenate ->
          ShapeRules.concatenate(concatenate, first(instruction, sweep), sweep);
      case ReduceOp reduce ->
          ReductionRules.reduce(instruction, reduce, first(instruction, sweep), sweep);
      case DotGeneralOp dot -> ContractionRules.dotGeneral(dot, first(instruction, sweep), sweep);
      case BitcastConvertOp _, CompareOp _, IsFiniteOp _ -> {}
      case ConstantOp _, IotaOp _, PartitionIdOp _, ReplicaIdOp _ -> {}
      case RngOp _, RngBitGeneratorOp _ -> {}
      case FuncReturnOp _, ReturnOp _ -> {}
      case AllGatherOp _, AllReduceOp _, AllToAllOp _ -> missing(instruction);
      case CallOp _, CaseOp _, ClampOp _, CollectivePermuteOp _ -> missing(instruction);
      case CompositeOp _, CustomCallOp _ -> missing(instruction);
      case ConvolutionOp _, DynamicSliceOp _, DynamicUpdateSliceOp _ -> missing(instruction);
      case GatherOp _, IfOp _, OptimizationBarrierOp _, PadOp _ -> missing(instruction);
      case ReduceScatterOp _, ReduceWindowOp _ -> missing(instruction);
      case ScatterOp _, SelectAndScatterOp _, ShardingConstraintOp _ -> missing(instruction);
      case SortOp _, WhileOp _ -> missing(instruction);
    }
  }

  private static Value first(Instruction instruction, Sweep sweep) {
    return sweep.cotangent(instruction.result(0)).orElseThrow();
  }

  private static void missing(Instruction instruction) {
    throw new NotDifferentiable(instruction, "has no reverse-mode rule yet");
  }
}
