package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.ConvolutionWindow;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Convolutions as `Conv`, which has batches and features before the places: operands and result
/// are brought into that order and back.
///
/// Groups of batches become groups of features, zeros between the input's elements are written out,
/// a kernel that is applied back to front is turned around. What runtimes have no `Conv` for
/// (anything but `f32`, no places, or places in more than three dimensions) is a sum of `MatMul`,
/// one for each element of the kernel.
final class Convolutions {
  private static final int MOST_DIMENSIONS = 3;

  private final Graph graph;
  private final Arithmetic arithmetic;
  private final Shapes shapes;

  Convolutions(Graph graph, Arithmetic arithmetic, Shapes shapes) {
    this.graph = graph;
    this.arithmetic = arithmetic;
    this.shapes = shapes;
  }

  /// @param lhs all of it, as is rhs
  Wire write(ConvolutionOp op, Wire lhs, Wire rhs) {
    ElementType element = op.type().element();
    ElementType working = Arithmetic.working(element);
    ConvolutionDimensionNumbers.Input input = op.dimensions().input();
    ConvolutionDimensionNumbers.Kernel kernel = op.dimensions().kernel();
    ConvolutionDimensionNumbers.Output output = op.dimensions().output();
    List<Long> back = order(output.batch(), output.feature(), output.spatial());
    List<Long> sizes = back.stream().map(axis -> op.type().dimension(axis.intValue())).toList();
    TensorType result = new TensorType(sizes, working);
    Wire x = ordered(lhs, order(input.batch(), input.feature(), input.spatial()), working);
    Wire k = ordered(rhs, order(kernel.output(), kernel.input(), kernel.spatial()), working);
    Wire made = convolve(op, featuresOfGroups(x, op.batchGroups()), turned(k, op), result);
    return arithmetic.cast(shapes.transpose(made, Shapes.inverse(back)), element);
  }

  private static List<Long> order(long first, long second, List<Long> rest) {
    List<Long> order = new ArrayList<>(List.of(first, second));
    order.addAll(rest);
    return order;
  }

  private Wire ordered(Wire operand, List<Long> order, ElementType working) {
    return arithmetic.cast(shapes.transpose(operand, order), working);
  }

  private Wire turned(Wire kernel, ConvolutionOp op) {
    List<Boolean> reversals = op.window().reversals();
    return shapes.reverse(
        kernel,
        IntStream.range(0, reversals.size())
            .filter(reversals::get)
            .mapToObj(axis -> axis + 2L)
            .toList());
  }

  /// From `[groups * batches, features, ...]` to `[batches, groups * features, ...]`.
  private Wire featuresOfGroups(Wire input, long groups) {
    if (groups == 1) {
      return input;
    }
    List<Long> sizes = new ArrayList<>(input.dimensions());
    List<Long> apart = new ArrayList<>(sizes);
    apart.set(0, sizes.getFirst() / groups);
    apart.addFirst(groups);
    List<Long> order = new ArrayList<>(Shapes.axes(apart.size()));
    Collections.swap(order, 0, 1);
    sizes.set(0, apart.get(1));
    sizes.set(1, groups * sizes.get(1));
    return shapes.reshape(shapes.transpose(shapes.reshape(input, apart), order), sizes);
  }

  private Wire convolve(ConvolutionOp op, Wire input, Wire kernel, TensorType result) {
    if (result.size() == 0 || kernel.type().dimension(1) == 0) {
      return shapes.expand(graph.scalar(result.element(), 0L), result.dimensions());
    }
    ConvolutionWindow window = op.window();
    long groups = op.featureGroups() * op.batchGroups();
    int spatial = window.strides().size();
    if (result.element() != ElementType.F32 || spatial == 0 || spatial > MOST_DIMENSIONS) {
      return taps(padded(input, window), kernel, window, groups, result);
    }
    List<Long> pads = pads(window);
    boolean around =
        pads.stream().allMatch(pad -> pad >= 0)
            && window.inputDilations().stream().allMatch(each -> each == 1);
    return around
        ? convolve(input, kernel, window, pads, groups, result)
        : convolve(
            padded(input, window),
            kernel,
            window,
            Collections.nCopies(pads.size(), 0L),
            groups,
            result);
  }

  /// What is put before each dimension, then what is put after each.
  private static List<Long> pads(ConvolutionWindow window) {
    List<Long> pads = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < window.strides().size(); i++) {
        pads.add(window.padding().asLong(2 * i + side));
      }
    }
    return pads;
  }

  /// Zeros around the input and between its elements.
  private Wire padded(Wire input, ConvolutionWindow window) {
    List<Long> pads = pads(window);
    int spatial = pads.size() / 2;
    List<Long> between = window.inputDilations().stream().map(each -> each - 1).toList();
    return shapes.pad(
        input,
        graph.scalar(input.element(), 0L),
        order(0, 0, pads.subList(0, spatial)),
        order(0, 0, pads.subList(spatial, pads.size())),
        order(0, 0, between));
  }

  private Wire convolve(
      Wire input,
      Wire kernel,
      ConvolutionWindow window,
      List<Long> pads,
      long groups,
      TensorType result) {
    return graph.node(
        "Conv",
        result,
        List.of(input, kernel),
        Graph.attribute("dilations", window.kernelDilations()),
        Graph.attribute("group", groups),
        Graph.attribute("kernel_shape", spatial(kernel)),
        Graph.attribute("pads", pads),
        Graph.attribute("strides", window.strides()));
  }

  private static List<Long> spatial(Wire kernel) {
    return kernel.dimensions().subList(2, kernel.dimensions().size());
  }

  /// What each element of the kernel adds, summed.
  private Wire taps(
      Wire input, Wire kernel, ConvolutionWindow window, long groups, TensorType result) {
    return shapes.reshape(
        places(spatial(kernel)).stream()
            .map(place -> tap(input, kernel, window, groups, result, place))
            .reduce((sum, next) -> arithmetic.apply("Add", sum, next))
            .orElseThrow(),
        result.dimensions());
  }

  /// All places of a box, the last dimension's fastest.
  private static List<List<Long>> places(List<Long> sizes) {
    List<List<Long>> places = List.of(List.of());
    for (long size : sizes) {
      places =
          places.stream()
              .flatMap(
                  place ->
                      LongStream.range(0, size)
                          .mapToObj(i -> Stream.concat(place.stream(), Stream.of(i)).toList()))
              .toList();
    }
    return places;
  }

  /// Of one element: `[groups, outputs, features] x [batches, groups, features, places]`.
  private Wire tap(
      Wire input,
      Wire kernel,
      ConvolutionWindow window,
      long groups,
      TensorType result,
      List<Long> place) {
    long batches = input.type().dimension(0);
    long features = kernel.type().dimension(1);
    long outputs = kernel.type().dimension(0) / groups;
    List<Long> start = new ArrayList<>(List.of(0L, 0L));
    for (int i = 0; i < place.size(); i++) {
      start.add(place.get(i) * window.kernelDilations().get(i));
    }
    List<Long> sizes = new ArrayList<>(input.dimensions().subList(0, 2));
    sizes.addAll(result.dimensions().subList(2, result.rank()));
    Wire seen = shapes.slice(input, sizes, start, order(1, 1, window.strides()));
    long places = result.size() / batches / result.dimension(1);
    List<Long> one = new ArrayList<>(kernel.dimensions().subList(0, 2));
    one.addAll(Collections.nCopies(place.size(), 1L));
    Wire weights =
        shapes.slice(kernel, one, order(0, 0, place), Collections.nCopies(one.size(), 1L));
    return graph.node(
        "MatMul",
        new TensorType(List.of(batches, groups, outputs, places), result.element()),
        shapes.reshape(weights, List.of(groups, outputs, features)),
        shapes.reshape(seen, List.of(batches, groups, features, places)));
  }
}
