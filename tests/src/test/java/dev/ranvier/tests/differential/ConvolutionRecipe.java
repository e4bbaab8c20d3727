package dev.ranvier.tests.differential;

import dev.ranvier.ir.op.ConvolutionDimensionNumbers;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Input;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Kernel;
import dev.ranvier.ir.op.ConvolutionDimensionNumbers.Output;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.ConvolutionWindow;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// `convolution`, with windows, groups and layouts of every form.
///
/// Of small whole numbers: XLA on CPU convolves integers as floats and saturates what overflows,
/// and it passes over padding, whose products with infinities are NaN in the specification.
final class ConvolutionRecipe {
  private final Draws draws;
  private final int spatial;

  private ConvolutionRecipe(Draws draws) {
    this.draws = draws;
    this.spatial = (int) draws.between(0, 2);
  }

  static Recipe recipe() {
    return new Recipe(
        ConvolutionOp.class, draft -> new ConvolutionRecipe(draft.draws()).write(draft));
  }

  private void write(Draft draft) {
    long groups = draws.between(1, 2);
    boolean ofFeatures = draws.oneIn(2);
    long featureGroups = ofFeatures ? groups : 1;
    long batchGroups = ofFeatures ? 1 : groups;
    long taken = draws.between(1, 2);
    List<Long> input = layout();
    List<Long> kernel = layout();
    List<Long> output = layout();
    List<Long> lhs =
        laidOut(input, draws.between(1, 2) * batchGroups, taken * featureGroups, spaces(4));
    List<Long> rhs = laidOut(kernel, taken, draws.between(1, 2) * groups, spaces(3));
    var numbers =
        new ConvolutionDimensionNumbers(
            new Input(input.get(0), input.get(1), input.subList(2, input.size())),
            new Kernel(kernel.get(0), kernel.get(1), kernel.subList(2, kernel.size())),
            new Output(output.get(0), output.get(1), output.subList(2, output.size())));
    ConvolutionWindow window = window();
    ElementType element = draws.element(type -> !type.isBoolean());
    TensorType result = result(lhs, rhs, numbers, window, batchGroups, element);
    draft.step(
        List.of(
            draft.given(draws.tame(new TensorType(lhs, element))),
            draft.given(draws.tame(new TensorType(rhs, element)))),
        v ->
            new ConvolutionOp(
                v.get(0),
                v.get(1),
                numbers,
                window,
                featureGroups,
                batchGroups,
                List.of(),
                result));
  }

  /// Where the first, the second and all spatial dimensions go.
  private List<Long> layout() {
    return draws.shuffled(spatial + 2);
  }

  private List<Long> spaces(long most) {
    List<Long> spaces = new ArrayList<>();
    for (int i = 0; i < spatial; i++) {
      spaces.add(draws.between(1, most));
    }
    return spaces;
  }

  private static List<Long> laidOut(List<Long> layout, long first, long second, List<Long> rest) {
    List<Long> sizes = new ArrayList<>(layout);
    sizes.set(layout.get(0).intValue(), first);
    sizes.set(layout.get(1).intValue(), second);
    for (int i = 0; i < rest.size(); i++) {
      sizes.set(layout.get(i + 2).intValue(), rest.get(i));
    }
    return sizes;
  }

  private ConvolutionWindow window() {
    List<Boolean> reversals = new ArrayList<>();
    for (int i = 0; i < spatial; i++) {
      reversals.add(draws.oneIn(2));
    }
    TensorType around = TensorType.of(ElementType.I64, spatial, 2);
    Literal padding = draws.integers(around, 0, 2).toLiteral();
    return new ConvolutionWindow(spaces(2), padding, spaces(2), spaces(2), reversals);
  }

  private TensorType result(
      List<Long> lhs,
      List<Long> rhs,
      ConvolutionDimensionNumbers numbers,
      ConvolutionWindow window,
      long batchGroups,
      ElementType element) {
    List<Long> places = new ArrayList<>();
    for (int i = 0; i < spatial; i++) {
      long inside =
          (at(lhs, numbers.input().spatial().get(i)) - 1) * window.inputDilations().get(i);
      long wide =
          (at(rhs, numbers.kernel().spatial().get(i)) - 1) * window.kernelDilations().get(i);
      long around = window.padding().asLong(2 * i) + window.padding().asLong(2 * i + 1);
      long room = inside + around - wide;
      places.add(room < 0 ? 0 : room / window.strides().get(i) + 1);
    }
    List<Long> layout =
        new ArrayList<>(List.of(numbers.output().batch(), numbers.output().feature()));
    layout.addAll(numbers.output().spatial());
    long batches = at(lhs, numbers.input().batch()) / batchGroups;
    long features = at(rhs, numbers.kernel().output());
    return new TensorType(laidOut(layout, batches, features, places), element);
  }

  private static long at(List<Long> sizes, long axis) {
    return sizes.get((int) axis);
  }
}
