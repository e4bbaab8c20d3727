package dev.ranvier.compiler.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private static final TensorType SCALAR = TensorType.scalar(ElementType.F32);

  private final Builder out = new Builder(List.of(SCALAR, SCALAR), Location.UNKNOWN);
  private final Value x = out.arguments().get(0);
  private final Value y = out.arguments().get(1);

  private Activity activity() {
    return Activity.of(out.build(), List.of(x));
  }

  @Test
  void followsFloatsAndNothingElse() {
    Value product = out.multiply(x, y);
    Value other = out.add(new SineOp(y));
    Value steps = out.add(new FloorOp(x));
    Value there = out.convert(out.convert(x, ElementType.I32), ElementType.F32);
    Value test = out.compare(ComparisonDirection.LT, x, y);
    out.functionReturns(product, other, steps, there, test);

    Activity activity = activity();

    assertThat(activity.isActive(x)).isTrue();
    assertThat(activity.isActive(product)).isTrue();
    for (Value value : List.of(y, other, steps, there, test)) {
      assertThat(activity.isActive(value)).as(value.toString()).isFalse();
    }
  }

  /// What becomes active in the first turn makes something else active in the second.
  @Test
  void goesRoundALoopUntilNothingChanges() {
    List<Value> left =
        out.whileLoop(
            List.of(x, y, y, y),
            (t, v) -> t.compare(ComparisonDirection.LT, v.get(3), t.scalar(ElementType.F32, 9.0)),
            (t, v) -> List.of(v.get(0), v.get(0), t.add(v.get(1), v.get(1)), v.get(3)));
    out.functionReturns(left);

    Activity activity = activity();

    assertThat(left.stream().map(activity::isActive).toList())
        .containsExactly(true, true, true, false);
  }

  @Test
  void followsWhatBranchesUseFromAroundThem() {
    Value test = out.compare(ComparisonDirection.LT, y, y);
    List<Value> left =
        out.branch(test, t -> List.of(t.multiply(x, y), y), f -> List.of(y, f.multiply(y, y)));
    out.functionReturns(left);

    Activity activity = activity();

    assertThat(left.stream().map(activity::isActive).toList()).containsExactly(true, false);
  }

  /// The gradient of x sin(y) by x is one product with what is there already; by y it is two more.
  @Test
  void nothingInactiveIsDifferentiated() {
    out.functionReturns(out.multiply(x, out.add(new SineOp(y))));
    Function function = Function.of("f", true, out.build(), Location.UNKNOWN);

    List<Op> byX = ops(Gradient.reverse(function, List.of(0)).body());
    List<Op> byY = ops(Gradient.reverse(function, List.of(1)).body());

    assertThat(byX).filteredOn(SineOp.class::isInstance).hasSize(1);
    assertThat(byX).filteredOn(MultiplyOp.class::isInstance).hasSize(2);
    assertThat(byX).hasSize(2 + 2 + 1);
    assertThat(byY).filteredOn(MultiplyOp.class::isInstance).hasSize(3);
  }

  /// The loop that is swept runs once, and records as it runs.
  @Test
  void aLoopThatSomethingFlowsThroughRunsOnceForwardsAndOnceBackwards() {
    Recipe recipe =
        ControlRecipes.all().stream()
            .filter(each -> each.name().equals("upwards"))
            .findFirst()
            .orElseThrow();
    Function function = recipe.function();

    assertThat(ops(Gradient.vjp(function, recipe.all()).body()))
        .filteredOn(WhileOp.class::isInstance)
        .hasSize(2);
    assertThat(ops(Gradient.jvp(function, recipe.all()).body()))
        .filteredOn(WhileOp.class::isInstance)
        .hasSize(1);
  }

  private static List<Op> ops(Block block) {
    List<Op> ops = new ArrayList<>();
    for (Instruction instruction : block.instructions()) {
      ops.add(instruction.op());
      instruction.op().regions().forEach(region -> ops.addAll(ops(region)));
    }
    return ops;
  }
}
