package dev.ranvier.compiler.autodiff;

import static dev.ranvier.compiler.autodiff.Recipe.normal;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.DimensionSharding;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.ScatterDimensionNumbers;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.TensorSharding;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;

/// Ops that move elements.
final class MovingRecipes {
  private MovingRecipes() {}

  static List<Recipe> all() {
    return List.of(
        Recipe.one(
            BroadcastInDimOp.class,
            "in another order, along a dimension of 1",
            List.of(normal(3, 1, 2)),
            (b, x) ->
                b.broadcast(x.getFirst(), TensorType.of(ElementType.F64, 2, 4, 3, 2), 2, 1, 0)),
        Recipe.one(
            BroadcastInDimOp.class,
            "of a scalar",
            List.of(normal()),
            (b, x) -> b.broadcast(x.getFirst(), TensorType.of(ElementType.F64, 2, 3))),
        Recipe.one(
            ReshapeOp.class, "", List.of(normal(2, 3)), (b, x) -> b.reshape(x.getFirst(), 3, 2)),
        Recipe.one(
            TransposeOp.class,
            "",
            List.of(normal(2, 3, 4)),
            (b, x) -> b.transpose(x.getFirst(), 2, 0, 1)),
        Recipe.one(
            ReverseOp.class,
            "",
            List.of(normal(2, 3)),
            (b, x) -> b.add(new ReverseOp(x.getFirst(), List.of(1L)))),
        Recipe.one(
            SliceOp.class,
            "with strides",
            List.of(normal(4, 7)),
            (b, x) -> b.slice(x.getFirst(), List.of(1L, 1L), List.of(3L, 7L), List.of(1L, 2L))),
        Recipe.one(
            SliceOp.class,
            "of nothing",
            List.of(normal(4)),
            (b, x) -> b.slice(x.getFirst(), List.of(2L), List.of(2L))),
        Recipe.one(
            ConcatenateOp.class,
            "of one twice",
            List.of(normal(2, 1), normal(2, 3)),
            (b, x) -> b.concatenate(1, x.get(0), x.get(1), x.get(0))),
        pad("around and between", List.of(1L, 0L), List.of(2L, 1L), List.of(1L, 2L)),
        pad("taking away", List.of(-1L, 1L), List.of(0L, -2L), List.of(0L, 1L)),
        Recipe.one(
            ShardingConstraintOp.class,
            "",
            List.of(normal(4)),
            (b, x) ->
                b.add(
                    new ShardingConstraintOp(
                        x.getFirst(), TensorSharding.of("mesh", DimensionSharding.over("data"))))),
        Recipe.of(
            OptimizationBarrierOp.class,
            "with an integer",
            List.of(normal(2), normal(3)),
            (b, x) ->
                b
                    .append(
                        new OptimizationBarrierOp(
                            List.of(x.get(0), b.scalar(ElementType.I32, 1L), x.get(1))))
                    .stream()
                    .filter(value -> value.tensorType().element().isFloat())
                    .toList()),
        Recipe.one(
            DynamicSliceOp.class,
            "over the edge",
            List.of(normal(4, 3)),
            (b, x) -> b.dynamicSlice(x.getFirst(), start(b, 3, 1), 2, 2)),
        Recipe.one(
            DynamicUpdateSliceOp.class,
            "over the edge",
            List.of(normal(4, 3), normal(2, 2)),
            (b, x) -> b.dynamicUpdateSlice(x.get(0), x.get(1), start(b, 1, 2))),
        gather(),
        batchedGather(),
        scatter("adding", true),
        scatter("replacing", false),
        windowScatter(),
        sort());
  }

  private static List<Value> start(Builder out, long... places) {
    return Arrays.stream(places).mapToObj(place -> out.scalar(ElementType.I32, place)).toList();
  }

  private static Recipe pad(String name, List<Long> low, List<Long> high, List<Long> interior) {
    return Recipe.one(
        PadOp.class,
        name,
        List.of(normal(3, 2), normal()),
        (b, x) -> b.add(new PadOp(x.get(0), x.get(1), low, high, interior)));
  }

  private static Value indices(Builder out, ElementType element, List<Long> sizes, long... all) {
    return out.constant(Literal.of(new TensorType(sizes, element), all));
  }

  /// Slices of a row and two columns; some over the edge, some twice.
  private static Recipe gather() {
    return Recipe.one(
        GatherOp.class,
        "over the edge",
        List.of(normal(4, 5)),
        (b, x) ->
            b.add(
                new GatherOp(
                    x.getFirst(),
                    indices(b, ElementType.I32, List.of(2L, 3L), 0, 2, 9, 1, 4, -3),
                    new GatherDimensionNumbers(
                        List.of(0L), List.of(0L), List.of(), List.of(), List.of(0L, 1L), 0),
                    List.of(1L, 2L),
                    false)));
  }

  private static Recipe batchedGather() {
    return Recipe.one(
        GatherOp.class,
        "in batches",
        List.of(normal(2, 5)),
        (b, x) ->
            b.add(
                new GatherOp(
                    x.getFirst(),
                    indices(b, ElementType.U8, List.of(2L, 3L), 0, 2, 2, 4, 200, 0),
                    new GatherDimensionNumbers(
                        List.of(), List.of(1L), List.of(0L), List.of(0L), List.of(1L), 2),
                    List.of(1L, 1L),
                    false)));
  }

  private static Block body(boolean adds) {
    TensorType scalar = TensorType.scalar(ElementType.F64);
    return Builder.block(
        List.of(scalar, scalar),
        Location.UNKNOWN,
        (b, pair) -> b.returns(adds ? b.add(new AddOp(pair.get(0), pair.get(1))) : pair.get(1)));
  }

  /// Into elements, one of them outside.
  private static Recipe scatter(String name, boolean adds) {
    return Recipe.one(
        ScatterOp.class,
        name,
        List.of(normal(5), normal(3)),
        (b, x) ->
            b.add(
                new ScatterOp(
                    List.of(x.get(0)),
                    indices(b, ElementType.I32, List.of(3L, 1L), 4, 7, 1),
                    List.of(x.get(1)),
                    ScatterDimensionNumbers.of(List.of(), List.of(0L), List.of(0L), 1),
                    false,
                    !adds,
                    body(adds))));
  }

  /// Windows of two columns, in batches, some of them outside or half outside.
  private static Recipe windowScatter() {
    return Recipe.one(
        ScatterOp.class,
        "of windows in batches",
        List.of(normal(2, 5), normal(2, 3, 2)),
        (b, x) ->
            b.add(
                new ScatterOp(
                    List.of(x.get(0)),
                    indices(b, ElementType.I8, List.of(2L, 3L), 0, 1, 4, -1, 3, 100),
                    List.of(x.get(1)),
                    new ScatterDimensionNumbers(
                        List.of(2L), List.of(), List.of(0L), List.of(0L), List.of(1L), 2),
                    false,
                    false,
                    body(true))));
  }

  /// By the first of two tensors, downwards; the second follows.
  private static Recipe sort() {
    TensorType scalar = TensorType.scalar(ElementType.F64);
    Block downwards =
        Builder.block(
            List.of(scalar, scalar, scalar, scalar),
            Location.UNKNOWN,
            (b, pair) -> b.returns(b.compare(ComparisonDirection.GT, pair.get(0), pair.get(1))));
    return Recipe.of(
        SortOp.class,
        "",
        List.of(normal(2, 4), normal(2, 4)),
        (b, x) -> b.append(new SortOp(x, -1, true, downwards)));
  }
}
