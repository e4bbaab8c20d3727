package dev.ranvier.tests.differential;

import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.TensorOp;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How every op is put to the test.
final class Recipes {
  /// At most one of these goes into a program, so that XLA on CPU does not make one op of several.
  static final List<Recipe> ONCE = ControlRecipes.together();

  static final List<Recipe> ALL =
      Stream.of(
              ElementwiseRecipes.all(),
              ShapeRecipes.all(),
              FoldRecipes.all(),
              IndexRecipes.all(),
              List.of(ConvolutionRecipe.recipe()),
              ControlRecipes.all(),
              ONCE)
          .flatMap(List::stream)
          .toList();

  /// Ops that have no recipe, and why.
  static final Map<Class<? extends TensorOp>, String> WITHOUT =
      Map.of(
          RngOp.class, "random numbers of the device's own choice, of which no two agree",
          CustomCallOp.class, "means what its target says; the evaluator knows no target",
          ReturnOp.class, "ends every region that is written here, and computes nothing",
          ShardingConstraintOp.class, "says nothing to a single device, and is Shardy's",
          FuncReturnOp.class, "ends every function that is written here, and computes nothing");

  private Recipes() {}
}
