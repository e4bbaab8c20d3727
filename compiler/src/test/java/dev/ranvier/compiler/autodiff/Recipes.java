package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.CountLeadingZerosOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.XorOp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How the derivative of every op is put to the test.
final class Recipes {
  static final List<Recipe> ALL =
      Stream.of(
              ElementRecipes.all(), MovingRecipes.all(), FoldingRecipes.all(), ControlRecipes.all())
          .flatMap(List::stream)
          .toList();

  private static final String DISCRETE = "gives integers or booleans, or takes them bit by bit";
  private static final String JUMPS = "is constant between jumps";
  private static final String TAKES_NOTHING = "depends on no float";

  /// Ops that have no recipe, and why.
  static final Map<Class<? extends TensorOp>, String> WITHOUT =
      Map.ofEntries(
          Map.entry(AndOp.class, DISCRETE),
          Map.entry(BitcastConvertOp.class, DISCRETE),
          Map.entry(CompareOp.class, DISCRETE),
          Map.entry(CountLeadingZerosOp.class, DISCRETE),
          Map.entry(IsFiniteOp.class, DISCRETE),
          Map.entry(NotOp.class, DISCRETE),
          Map.entry(OrOp.class, DISCRETE),
          Map.entry(PopcntOp.class, DISCRETE),
          Map.entry(ShiftLeftOp.class, DISCRETE),
          Map.entry(ShiftRightArithmeticOp.class, DISCRETE),
          Map.entry(ShiftRightLogicalOp.class, DISCRETE),
          Map.entry(XorOp.class, DISCRETE),
          Map.entry(CeilOp.class, JUMPS),
          Map.entry(FloorOp.class, JUMPS),
          Map.entry(RoundNearestAfzOp.class, JUMPS),
          Map.entry(RoundNearestEvenOp.class, JUMPS),
          Map.entry(SignOp.class, JUMPS),
          Map.entry(ConstantOp.class, TAKES_NOTHING),
          Map.entry(IotaOp.class, TAKES_NOTHING),
          Map.entry(PartitionIdOp.class, TAKES_NOTHING),
          Map.entry(ReplicaIdOp.class, TAKES_NOTHING),
          Map.entry(RngBitGeneratorOp.class, TAKES_NOTHING),
          Map.entry(RngOp.class, "random numbers; what it takes is not differentiated"),
          Map.entry(CustomCallOp.class, "its derivative is not known"),
          Map.entry(FuncReturnOp.class, "ends a function"),
          Map.entry(ReturnOp.class, "ends a region"));

  private Recipes() {}
}
