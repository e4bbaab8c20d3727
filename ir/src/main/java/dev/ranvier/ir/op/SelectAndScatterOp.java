package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// At every place of a window, picks one element of the operand and folds the source's element of
/// that place into the result there.
///
/// @param operand what is picked from
/// @param source one element for each place of the window
/// @param initial the scalar that the result begins with
/// @param window without dilations
/// @param select takes two elements and says whether the first is to be picked
/// @param scatter takes two elements and hands over their fold
public record SelectAndScatterOp(
    Value operand, Value source, Value initial, Window window, Block select, Block scatter)
    implements TensorOp, Pure {
  public SelectAndScatterOp {
    TensorType type = operand.tensorType();
    TensorType scalar = TensorType.scalar(type.element());
    Check.sameElement(operand, source, "select_and_scatter_c1");
    Check.that(
        initial.type().equals(scalar),
        "select_and_scatter_c3",
        "expected an initial value of %s, got %s",
        scalar,
        initial.type());
    checkWindow(window, type.rank());
    List<Long> places = window.places(type.dimensions());
    Check.that(
        source.tensorType().dimensions().equals(places),
        "select_and_scatter_c2",
        "expected a source of the sizes %s, got %s",
        places,
        source.type());
    Bodies.function(
        select,
        List.of(scalar, scalar),
        List.of(TensorType.scalar(ElementType.I1)),
        "select_and_scatter_c9");
    Bodies.reducer(scatter, List.of(type.element()), "select_and_scatter_c10");
  }

  private static void checkWindow(Window window, int rank) {
    Check.count(rank, window.dimensions(), "select_and_scatter_c4", "window dimensions");
    Window.positive(window.dimensions(), "select_and_scatter_c5", "window dimensions");
    Check.count(rank, window.strides(), "select_and_scatter_c6", "window strides");
    Window.positive(window.strides(), "select_and_scatter_c7", "window strides");
    Check.that(
        Window.isPadding(window.padding(), rank),
        "select_and_scatter_c8",
        "expected a padding of tensor<%dx2xi64>, got %s",
        rank,
        window.padding().type());
    List<Long> ones = Collections.nCopies(rank, 1L);
    Check.that(
        window.baseDilations().equals(ones) && window.windowDilations().equals(ones),
        "select_and_scatter_window",
        "expected a window without dilations, got %s and %s",
        window.baseDilations(),
        window.windowDilations());
  }

  static SelectAndScatterOp read(OpParts parts) {
    int rank = parts.operand(0).tensorType().rank();
    List<Long> ones = Collections.nCopies(rank, 1L);
    return new SelectAndScatterOp(
        parts.operand(0),
        parts.operand(1),
        parts.operand(2),
        new Window(
            parts.ints("window_dimensions", 0, 1),
            parts.ints("window_strides", rank, 1),
            ones,
            ones,
            parts.find("padding").isEmpty() ? Window.noPadding(rank) : parts.dense("padding")),
        parts.region(0),
        parts.region(1));
  }

  @Override
  public String name() {
    return "stablehlo.select_and_scatter";
  }

  @Override
  public List<Value> operands() {
    return List.of(operand, source, initial);
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .dense("padding", window.padding())
        .ints("window_dimensions", window.dimensions())
        .ints("window_strides", window.strides())
        .build();
  }

  @Override
  public List<Block> regions() {
    return List.of(select, scatter);
  }

  /// select_and_scatter_c11, select_and_scatter_c12.
  @Override
  public List<Type> resultTypes() {
    ElementType element = Bodies.yieldedElements(scatter).getFirst();
    return List.of(operand.tensorType().withElement(element));
  }
}
