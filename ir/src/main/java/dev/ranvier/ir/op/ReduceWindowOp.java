package dev.ranvier.ir.op;

import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Folds what a window sees, at every place of the window.
///
/// @param inputs tensors of one shape
/// @param initial for each input the scalar to begin with, which also fills padding and gaps
/// @param body takes what is folded so far, then the next elements, and hands over the fold
public record ReduceWindowOp(List<Value> inputs, List<Value> initial, Window window, Block body)
    implements TensorOp, Pure {
  public ReduceWindowOp {
    inputs = List.copyOf(inputs);
    initial = List.copyOf(initial);
    ReduceOp.checkInputs(
        inputs, initial, "reduce_window_c1", "reduce_window_c2", "reduce_window_c3");
    int rank = inputs.getFirst().tensorType().rank();
    Check.count(rank, window.dimensions(), "reduce_window_c4", "window dimensions");
    Window.positive(window.dimensions(), "reduce_window_c5", "window dimensions");
    Check.count(rank, window.strides(), "reduce_window_c6", "window strides");
    Window.positive(window.strides(), "reduce_window_c7", "window strides");
    Check.count(rank, window.baseDilations(), "reduce_window_c8", "base dilations");
    Window.positive(window.baseDilations(), "reduce_window_c9", "base dilations");
    Check.count(rank, window.windowDilations(), "reduce_window_c10", "window dilations");
    Window.positive(window.windowDilations(), "reduce_window_c11", "window dilations");
    Check.that(
        Window.isPadding(window.padding(), rank),
        "reduce_window_c12",
        "expected a padding of tensor<%dx2xi64>, got %s",
        rank,
        window.padding().type());
    Bodies.reducer(body, ReduceOp.elements(inputs), "reduce_window_c13");
  }

  static ReduceWindowOp read(OpParts parts) {
    List<Long> dimensions = parts.ints("window_dimensions");
    int rank = dimensions.size();
    return new ReduceWindowOp(
        parts.operandShare(0, 2),
        parts.operandShare(1, 2),
        new Window(
            dimensions,
            parts.ints("window_strides", rank, 1),
            parts.ints("base_dilations", rank, 1),
            parts.ints("window_dilations", rank, 1),
            parts.find("padding").isEmpty() ? Window.noPadding(rank) : parts.dense("padding")),
        parts.region(0));
  }

  @Override
  public String name() {
    return "stablehlo.reduce_window";
  }

  @Override
  public List<Value> operands() {
    return Stream.concat(inputs.stream(), initial.stream()).toList();
  }

  @Override
  public Map<String, Attribute> attributes() {
    return new Attributes()
        .ints("base_dilations", window.baseDilations())
        .dense("padding", window.padding())
        .ints("window_dilations", window.windowDilations())
        .ints("window_dimensions", window.dimensions())
        .ints("window_strides", window.strides())
        .build();
  }

  @Override
  public List<Block> regions() {
    return List.of(body);
  }

  /// reduce_window_c14, reduce_window_c15, reduce_window_c16.
  @Override
  public List<Type> resultTypes() {
    List<Long> sizes = window.places(inputs.getFirst().tensorType().dimensions());
    return Bodies.yieldedElements(body).stream()
        .<Type>map(element -> new TensorType(sizes, element))
        .toList();
  }
}
