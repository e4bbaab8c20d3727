package dev.ranvier.tests.differential;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ComparisonType;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Ops that fold many elements into one, or put them in order.
///
/// What the specification leaves to the device is avoided where no rule could bound it: folds are
/// such that their order matters in rounding only, what is picked or sorted has no ties that can be
/// told apart.
final class FoldRecipes {
  private FoldRecipes() {}

  static List<Recipe> all() {
    return List.of(
        new Recipe(ReduceOp.class, FoldRecipes::reduce),
        new Recipe(ReduceOp.class, FoldRecipes::argument),
        new Recipe(ReduceWindowOp.class, FoldRecipes::reduceWindow),
        new Recipe(SelectAndScatterOp.class, FoldRecipes::selectAndScatter),
        new Recipe(SortOp.class, FoldRecipes::sort),
        new Recipe(SortOp.class, FoldRecipes::sortPairs),
        new Recipe(DotGeneralOp.class, FoldRecipes::dotGeneral));
  }

  /// A fold of two scalars by one op.
  ///
  /// @param exact whether the order of several folds never matters
  record Folding(BiFunction<Value, Value, Op> op, boolean exact) {
    Block body(ElementType element) {
      TensorType scalar = TensorType.scalar(element);
      return Builder.block(
          List.of(scalar, scalar),
          Draft.PLACE,
          (b, pair) -> b.returns(b.add(op.apply(pair.get(0), pair.get(1)))));
    }
  }

  private static final List<Folding> ON_ALL =
      List.of(
          new Folding(AddOp::new, false),
          new Folding(AddOp::new, false),
          new Folding(MaximumOp::new, true),
          new Folding(MinimumOp::new, true));

  private static final List<Folding> ON_INTEGERS =
      List.of(
          new Folding(AndOp::new, true),
          new Folding(OrOp::new, true),
          new Folding(XorOp::new, true),
          new Folding(MultiplyOp::new, true));

  /// One that XLA on CPU knows across devices.
  static Folding acrossDevices(Draws draws) {
    return draws.any(ON_ALL);
  }

  static Folding folding(Draws draws, ElementType element) {
    return element.isFloat() || draws.oneIn(2) ? draws.any(ON_ALL) : draws.any(ON_INTEGERS);
  }

  /// Operands of a fold: mostly such that a float sum of them is exact.
  static Slot foldable(Draft draft, Folding folding, TensorType type) {
    boolean tame = type.element().isFloat() && !folding.exact() && !draft.draws().oneIn(4);
    return tame ? draft.given(draft.draws().tame(type)) : draft.operand(type);
  }

  /// The specification lets a device take the initial value as often as it likes, if only once or
  /// never; XLA takes it once if anything is folded.
  private static void reduce(Draft draft) {
    TensorType type = draft.type(_ -> true);
    Folding folding = folding(draft.draws(), type.element());
    int count = (int) draft.draws().between(0, type.rank());
    List<Long> axes = draft.draws().some(draft.draws().shuffled(type.rank()), count);
    Slot initial =
        isTrivial(type, axes) || draft.draws().oneIn(2)
            ? draft.given(neutral(folding, type.element()))
            : foldable(draft, folding, TensorType.scalar(type.element()));
    draft.step(
        List.of(foldable(draft, folding, type), initial),
        v ->
            new ReduceOp(List.of(v.get(0)), List.of(v.get(1)), axes, folding.body(type.element())));
  }

  /// Whether there is one element to every result.
  private static boolean isTrivial(TensorType type, List<Long> axes) {
    return axes.stream().allMatch(axis -> type.dimension(axis.intValue()) == 1);
  }

  /// The largest element and where it is: of equal ones the first.
  private static void argument(Draft draft) {
    TensorType keys = new TensorType(draft.draws().sizes(1, 3), draft.draws().element());
    TensorType places = keys.withElement(ElementType.I32);
    long axis = draft.draws().between(0, keys.rank() - 1);
    Slot start =
        draft.given(Tensor.ofBits(TensorType.scalar(keys.element()), least(keys.element())));
    Slot nowhere = draft.given(Tensor.scalar(ElementType.I32, 1000L));
    draft.step(
        List.of(draft.operand(keys), start, nowhere),
        (b, v) -> {
          Value counted = b.iota(places, axis);
          return b.append(
              new ReduceOp(
                  List.of(v.get(0), counted),
                  List.of(v.get(1), v.get(2)),
                  List.of(axis),
                  largest(keys.element())));
        });
  }

  /// The element that comes before all others in the total order.
  private static long least(ElementType element) {
    return switch (element.kind()) {
      case FLOAT -> -1L >>> (64 - element.bits());
      case SIGNED -> -1L << (element.bits() - 1);
      case UNSIGNED, BOOLEAN -> 0;
    };
  }

  private static Block largest(ElementType element) {
    TensorType key = TensorType.scalar(element);
    TensorType place = TensorType.scalar(ElementType.I32);
    return Builder.block(
        List.of(key, place, key, place),
        Draft.PLACE,
        (b, v) -> {
          Value above = b.add(total(ComparisonDirection.GT, v.get(0), v.get(2)));
          Value level = b.add(total(ComparisonDirection.EQ, v.get(0), v.get(2)));
          Value earlier = b.compare(ComparisonDirection.LT, v.get(1), v.get(3));
          Value first = b.or(above, b.and(level, earlier));
          b.returns(b.select(first, v.get(0), v.get(2)), b.select(first, v.get(1), v.get(3)));
        });
  }

  /// A comparison by which any two different elements differ.
  static CompareOp total(ComparisonDirection direction, Value lhs, Value rhs) {
    return lhs.tensorType().element().isFloat()
        ? new CompareOp(lhs, rhs, direction, Optional.of(ComparisonType.TOTALORDER))
        : CompareOp.of(direction, lhs, rhs);
  }

  private static Window window(Draws draws, List<Long> sizes, boolean dilated) {
    int rank = sizes.size();
    List<Long> dimensions = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    List<Long> base = new ArrayList<>();
    List<Long> inner = new ArrayList<>();
    long[] padding = new long[2 * rank];
    for (int i = 0; i < rank; i++) {
      dimensions.add(draws.between(1, Math.max(1, sizes.get(i))));
      strides.add(draws.between(1, 2));
      base.add(dilated ? draws.between(1, 2) : 1);
      inner.add(dilated ? draws.between(1, 2) : 1);
      padding[2 * i] = draws.between(0, dimensions.get(i) - 1);
      padding[2 * i + 1] = draws.between(0, dimensions.get(i) - 1);
    }
    Literal around = Literal.of(TensorType.of(ElementType.I64, rank, 2), padding);
    return new Window(dimensions, strides, base, inner, around);
  }

  private static void reduceWindow(Draft draft) {
    TensorType type = new TensorType(draft.draws().filledSizes(0, 3), draft.draws().element());
    Folding folding = folding(draft.draws(), type.element());
    Window window = window(draft.draws(), type.dimensions(), draft.draws().oneIn(2));
    Slot initial = draft.given(neutral(folding, type.element()));
    draft.step(
        List.of(foldable(draft, folding, type), initial),
        v ->
            new ReduceWindowOp(
                List.of(v.get(0)), List.of(v.get(1)), window, folding.body(type.element())));
  }

  /// What a fold can meet any number of times without a change: padding is made of it.
  private static Tensor neutral(Folding folding, ElementType element) {
    TensorType scalar = TensorType.scalar(element);
    Value probe = new BlockArgument(scalar, Draft.PLACE);
    return switch (folding.op().apply(probe, probe)) {
      case MaximumOp _ ->
          element.isFloat()
              ? Tensor.ofDoubles(scalar, Numbers.lowest(element))
              : Tensor.ofLongs(scalar, least(element));
      case MinimumOp _ ->
          element.isFloat()
              ? Tensor.ofDoubles(scalar, -Numbers.lowest(element))
              : Tensor.ofLongs(scalar, ~least(element));
      case AndOp _ -> Tensor.ofLongs(scalar, element.isBoolean() ? 1 : -1);
      case MultiplyOp _ -> Tensor.ofLongs(scalar, 1);
      default -> Tensor.ofLongs(scalar, 0);
    };
  }

  private static void selectAndScatter(Draft draft) {
    Draws draws = draft.draws();
    ElementType element = draws.element(type -> type.bits() > 8);
    TensorType type = new TensorType(draws.filledSizes(1, 3), element);
    Window window = window(draws, type.dimensions(), false);
    TensorType source = type.withDimensions(window.places(type.dimensions()));
    TensorType scalar = TensorType.scalar(element);
    boolean largest = draws.oneIn(2);
    Block select =
        Builder.block(
            List.of(scalar, scalar),
            Draft.PLACE,
            (b, v) ->
                b.returns(
                    b.compare(
                        largest ? ComparisonDirection.GE : ComparisonDirection.LE,
                        v.get(0),
                        v.get(1))));
    Folding sum = new Folding(AddOp::new, false);
    draft.step(
        List.of(
            draft.given(draws.distinct(type)),
            foldable(draft, sum, source),
            foldable(draft, sum, scalar)),
        v ->
            new SelectAndScatterOp(
                v.get(0), v.get(1), v.get(2), window, select, sum.body(element)));
  }

  private static void sort(Draft draft) {
    TensorType type = draft.type(t -> t.rank() > 0);
    long axis = draft.draws().between(0, type.rank() - 1);
    ComparisonDirection direction =
        draft.draws().any(List.of(ComparisonDirection.LT, ComparisonDirection.GT));
    TensorType scalar = TensorType.scalar(type.element());
    Block comparator =
        Builder.block(
            List.of(scalar, scalar),
            Draft.PLACE,
            (b, v) -> b.returns(b.add(total(direction, v.get(0), v.get(1)))));
    boolean stable = draft.draws().oneIn(2);
    draft.step(List.of(draft.operand(type)), v -> new SortOp(v, axis, stable, comparator));
  }

  /// Two keys, the first of which has many ties, and what goes along with them; stable.
  private static void sortPairs(Draft draft) {
    Draws draws = draft.draws();
    List<Long> sizes = new ArrayList<>(draws.sizes(1, 3));
    int axis = (int) draws.between(0, sizes.size() - 1);
    sizes.set(axis, draws.between(1, 12));
    List<Slot> operands = new ArrayList<>();
    operands.add(draft.given(draws.tame(new TensorType(sizes, draws.element()))));
    for (long i = draws.between(1, 2); i > 0; i--) {
      operands.add(draft.operand(new TensorType(sizes, draws.element())));
    }
    List<Type> pairs = new ArrayList<>();
    for (Slot slot : operands) {
      pairs.addAll(Collections.nCopies(2, TensorType.scalar(slot.type().element())));
    }
    boolean second = draws.oneIn(2);
    Block comparator = Builder.block(pairs, Draft.PLACE, (b, v) -> comparePairs(b, v, second));
    draft.step(operands, v -> new SortOp(v, axis, true, comparator));
  }

  private static void comparePairs(Builder b, List<Value> v, boolean second) {
    Value below = b.add(total(ComparisonDirection.LT, v.get(0), v.get(1)));
    Value level = b.add(total(ComparisonDirection.EQ, v.get(0), v.get(1)));
    Value then = b.add(total(ComparisonDirection.GT, v.get(2), v.get(3)));
    b.returns(second ? b.or(below, b.and(level, then)) : below);
  }

  private static void dotGeneral(Draft draft) {
    Draws draws = draft.draws();
    ElementType element = draws.element(type -> !type.isBoolean());
    List<Long> batch = draws.sizes(0, 1);
    List<Long> summed = draws.sizes(0, 2);
    List<Long> free = draws.sizes(0, 1);
    List<Long> other = draws.sizes(0, 1);
    Side lhs = Side.of(draws, batch, summed, free);
    Side rhs = Side.of(draws, batch, summed, other);
    var numbers =
        new DotDimensionNumbers(lhs.batching(), rhs.batching(), lhs.summed(), rhs.summed());
    List<Long> sizes = new ArrayList<>(batch);
    sizes.addAll(free);
    sizes.addAll(other);
    TensorType result = new TensorType(sizes, wider(draws, element));
    Folding sum = new Folding(AddOp::new, false);
    draft.step(
        List.of(
            foldable(draft, sum, new TensorType(lhs.sizes(), element)),
            foldable(draft, sum, new TensorType(rhs.sizes(), element))),
        v -> new DotGeneralOp(v.get(0), v.get(1), numbers, List.of(), result));
  }

  /// A side of a product: its sizes in any order, and where its dimensions went.
  private record Side(List<Long> sizes, List<Long> batching, List<Long> summed) {
    static Side of(Draws draws, List<Long> batch, List<Long> summed, List<Long> free) {
      List<Long> all = new ArrayList<>(batch);
      all.addAll(summed);
      all.addAll(free);
      List<Long> order = draws.shuffled(all.size());
      List<Long> places = new ArrayList<>();
      for (long i = 0; i < all.size(); i++) {
        places.add((long) order.indexOf(i));
      }
      return new Side(
          order.stream().map(from -> all.get(from.intValue())).toList(),
          places.subList(0, batch.size()),
          places.subList(batch.size(), batch.size() + summed.size()));
    }
  }

  private static ElementType wider(Draws draws, ElementType element) {
    if (draws.oneIn(2)) {
      return element;
    }
    return switch (element) {
      case I8, I16 -> ElementType.I32;
      case U8, U16 -> ElementType.U32;
      case F8E4M3FN, BF16, F16 -> ElementType.F32;
      case I1, I32, I64, U32, U64, F32, F64 -> element;
    };
  }
}
