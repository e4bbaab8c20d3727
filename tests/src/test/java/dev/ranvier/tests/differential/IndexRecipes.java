package dev.ranvier.tests.differential;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.ScatterDimensionNumbers;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Collections;
import java.util.List;

/// `gather` and `scatter`, with dimension numbers of every form.
final class IndexRecipes {
  private IndexRecipes() {}

  static List<Recipe> all() {
    return List.of(
        new Recipe(GatherOp.class, IndexRecipes::gather),
        new Recipe(GatherOp.class, IndexRecipes::gather),
        new Recipe(ScatterOp.class, IndexRecipes::scatter),
        new Recipe(ScatterOp.class, IndexRecipes::scatter));
  }

  private static void gather(Draft draft) {
    Draws draws = draft.draws();
    IndexPlan plan = IndexPlan.of(draws);
    TensorType operand = new TensorType(plan.operand(), draws.element());
    TensorType indices = new TensorType(plan.indices(), draws.any(Draws.INTEGERS));
    Slot places =
        draws.oneIn(4)
            ? draft.operand(indices)
            : draft.given(draws.integers(indices, indices.element().isUnsigned() ? 0 : -2, 5));
    var numbers =
        new GatherDimensionNumbers(
            plan.offset(),
            plan.collapsed(),
            plan.operandBatching(),
            plan.indicesBatching(),
            plan.indexed(),
            plan.indexVector());
    draft.step(
        List.of(draft.operand(operand), places),
        v -> new GatherOp(v.get(0), v.get(1), numbers, plan.slice(), false));
  }

  private static void scatter(Draft draft) {
    Draws draws = draft.draws();
    IndexPlan plan = IndexPlan.of(draws);
    ElementType element = draws.element();
    TensorType input = new TensorType(plan.operand(), element);
    TensorType update = new TensorType(plan.result(), element);
    TensorType indices = new TensorType(plan.indices(), draws.any(Draws.INTEGERS));
    FoldRecipes.Folding folding = FoldRecipes.folding(draws, element);
    Block body = draws.oneIn(3) ? replacing(element) : folding.body(element);
    var numbers =
        new ScatterDimensionNumbers(
            plan.offset(),
            plan.collapsed(),
            plan.operandBatching(),
            plan.indicesBatching(),
            plan.indexed(),
            plan.indexVector());
    draft.step(
        List.of(
            FoldRecipes.foldable(draft, folding, input),
            draft.given(places(draws, plan, indices)),
            FoldRecipes.foldable(draft, folding, update)),
        v ->
            new ScatterOp(
                List.of(v.get(0)), v.get(1), List.of(v.get(2)), numbers, false, false, body));
  }

  private static Block replacing(ElementType element) {
    List<Type> pair = Collections.nCopies(2, TensorType.scalar(element));
    return Builder.block(pair, Draft.PLACE, (b, v) -> b.returns(v.getLast()));
  }

  /// Indices by which every window falls inside or outside as a whole: the specification skips the
  /// elements that fall outside, XLA on CPU the whole window that they belong to.
  private static Tensor places(Draws draws, IndexPlan plan, TensorType indices) {
    long[] numbers = new long[(int) indices.size()];
    long below = indices.element().isUnsigned() ? 0 : 1;
    int stride = 1;
    for (int i = (int) plan.indexVector() + 1; i < indices.rank(); i++) {
      stride *= (int) indices.dimension(i);
    }
    for (int i = 0; i < numbers.length; i++) {
      int part = i / stride % plan.indexed().size();
      int axis = Math.toIntExact(plan.indexed().get(part));
      long size = plan.operand().get(axis);
      long window = plan.slice().get(axis);
      numbers[i] =
          switch ((int) draws.between(0, 7)) {
            case 0 -> size + draws.between(0, 2);
            case 1 -> below == 0 ? size : -window - draws.between(0, 2);
            default -> draws.between(0, size - window);
          };
    }
    return Tensor.ofLongs(indices, numbers);
  }
}
