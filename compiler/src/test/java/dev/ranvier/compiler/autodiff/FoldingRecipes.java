package dev.ranvier.compiler.autodiff;

import static dev.ranvier.compiler.autodiff.Recipe.between;
import static dev.ranvier.compiler.autodiff.Recipe.normal;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.ConvolutionWindow;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.ReplicaGroups;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.Window;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Ops that fold elements, and products of tensors, and ops across devices (of which there is one).
final class FoldingRecipes {
  private static final TensorType SCALAR = TensorType.scalar(ElementType.F64);
  private static final ReplicaGroups ALONE =
      ReplicaGroups.of(Literal.of(TensorType.of(ElementType.I64, 1, 1), 0L));

  private FoldingRecipes() {}

  static List<Recipe> all() {
    return List.of(
        reduce("sum", AddOp::new),
        reduce("product", MultiplyOp::new),
        reduce("maximum", MaximumOp::new),
        reduce("minimum", MinimumOp::new),
        Recipe.one(
            ReduceOp.class,
            "product of everything",
            List.of(normal(5)),
            (b, x) -> b.reduce(x.getFirst(), Literal.splat(SCALAR, 1.0), MultiplyOp::new, 0)),
        sumWindow("plain", Window.of(List.of(2L, 2L))),
        sumWindow(
            "with everything",
            window(
                List.of(2L, 3L), List.of(2L, 1L), List.of(2L, 3L), List.of(1L, 2L), 1, 2, -1, 3)),
        extremeWindow("maximum", MaximumOp::new, Double.NEGATIVE_INFINITY),
        extremeWindow("minimum, bounded", MinimumOp::new, 0.3),
        extremeWindow("maximum, bounded", MaximumOp::new, 0.3),
        selectAndScatter(),
        dot(),
        convolution("plain", 1, 1, ConvolutionWindow.of(2)),
        convolution("with everything", 1, 1, wide()),
        convolution("in groups of features", 2, 1, wide()),
        convolution("in groups of batches", 1, 2, wide()),
        Recipe.of(
            AllReduceOp.class,
            "",
            List.of(normal(3), normal(2)),
            (b, x) -> b.append(new AllReduceOp(x, ALONE, body(AddOp::new)))),
        Recipe.of(
            AllGatherOp.class,
            "",
            List.of(normal(3)),
            (b, x) -> b.append(new AllGatherOp(x, 0, ALONE, List.of(x.getFirst().type())))),
        Recipe.one(
            ReduceScatterOp.class,
            "",
            List.of(normal(3)),
            (b, x) ->
                b.add(
                    new ReduceScatterOp(
                        x.getFirst(), 0, ALONE, body(AddOp::new), x.getFirst().tensorType()))),
        Recipe.of(
            AllToAllOp.class,
            "",
            List.of(normal(2, 3)),
            (b, x) -> b.append(new AllToAllOp(x, 0, 1, 1, ALONE))),
        Recipe.one(
            CollectivePermuteOp.class,
            "",
            List.of(normal(3)),
            (b, x) ->
                b.add(
                    new CollectivePermuteOp(
                        x.getFirst(),
                        Literal.of(TensorType.of(ElementType.I64, 1, 2), 0L, 0L),
                        Optional.empty()))));
  }

  private static Block body(BiFunction<Value, Value, Op> fold) {
    return Builder.block(
        List.of(SCALAR, SCALAR),
        Location.UNKNOWN,
        (b, pair) -> b.returns(b.add(fold.apply(pair.get(0), pair.get(1)))));
  }

  private static Recipe reduce(String name, BiFunction<Value, Value, Op> fold) {
    return Recipe.one(
        ReduceOp.class,
        name,
        List.of(normal(2, 3, 2), normal()),
        (b, x) ->
            b.add(new ReduceOp(List.of(x.get(0)), List.of(x.get(1)), List.of(0L, 2L), body(fold))));
  }

  private static Window window(
      List<Long> sizes, List<Long> strides, List<Long> base, List<Long> window, long... padding) {
    return new Window(
        sizes,
        strides,
        base,
        window,
        Literal.of(TensorType.of(ElementType.I64, sizes.size(), 2), padding));
  }

  private static Recipe sumWindow(String name, Window window) {
    return Recipe.one(
        ReduceWindowOp.class,
        "sum, " + name,
        List.of(normal(4, 5), normal()),
        (b, x) ->
            b.add(
                new ReduceWindowOp(
                    List.of(x.get(0)), List.of(x.get(1)), window, body(AddOp::new))));
  }

  private static Recipe extremeWindow(
      String name, BiFunction<Value, Value, Op> fold, double initial) {
    Window window =
        window(List.of(2L, 3L), List.of(1L, 2L), List.of(1L, 1L), List.of(1L, 1L), 1, 0, 1, 2);
    return Recipe.one(
        ReduceWindowOp.class,
        name,
        List.of(normal(4, 5)),
        (b, x) ->
            b.add(
                new ReduceWindowOp(
                    x, List.of(b.scalar(ElementType.F64, initial)), window, body(fold))));
  }

  /// Overlapping windows; what they pick from is not differentiated.
  private static Recipe selectAndScatter() {
    Window window =
        window(List.of(2L, 3L), List.of(1L, 2L), List.of(1L, 1L), List.of(1L, 1L), 1, 0, 0, 1);
    Block least =
        Builder.block(
            List.of(SCALAR, SCALAR),
            Location.UNKNOWN,
            (b, pair) -> b.returns(b.compare(ComparisonDirection.LE, pair.get(0), pair.get(1))));
    return Recipe.one(
        SelectAndScatterOp.class,
        "",
        List.of(between(1, 2, 3, 4), normal(3, 2), normal()),
        (b, x) ->
            b.add(
                new SelectAndScatterOp(
                    x.get(0), x.get(1), x.get(2), window, least, body(AddOp::new))));
  }

  private static Recipe dot() {
    return Recipe.one(
        DotGeneralOp.class,
        "with two dimensions of each kind",
        List.of(normal(2, 3, 4, 1, 2), normal(3, 2, 4, 2, 3)),
        (b, x) ->
            b.dotGeneral(
                x.get(0),
                x.get(1),
                new DotDimensionNumbers(
                    List.of(4L, 1L), List.of(3L, 0L), List.of(2L, 0L), List.of(2L, 1L))));
  }

  private static ConvolutionWindow wide() {
    return new ConvolutionWindow(
        List.of(2L, 1L),
        Literal.of(TensorType.of(ElementType.I64, 2, 2), 1L, 2L, -1L, 3L),
        List.of(1L, 2L),
        List.of(2L, 1L),
        List.of(true, false));
  }

  private static Recipe convolution(
      String name, long featureGroups, long batchGroups, ConvolutionWindow window) {
    ConvolutionDimensionNumbers numbers =
        new ConvolutionDimensionNumbers(
            new ConvolutionDimensionNumbers.Input(1, 3, List.of(2L, 0L)),
            new ConvolutionDimensionNumbers.Kernel(2, 0, List.of(3L, 1L)),
            new ConvolutionDimensionNumbers.Output(3, 0, List.of(1L, 2L)));
    long[] kernel = {4, 2, 4 / featureGroups, 3};
    return Recipe.one(
        ConvolutionOp.class,
        name,
        List.of(normal(4, 2, 6, 4), normal(kernel)),
        (b, x) -> {
          List<Long> places = window.over(List.of(3L, 2L)).places(List.of(6L, 4L));
          TensorType type =
              TensorType.of(ElementType.F64, 4, places.get(0), places.get(1), 2 / batchGroups);
          return b.add(
              new ConvolutionOp(
                  x.get(0),
                  x.get(1),
                  numbers,
                  window,
                  featureGroups,
                  batchGroups,
                  List.of(),
                  type));
        });
  }
}
