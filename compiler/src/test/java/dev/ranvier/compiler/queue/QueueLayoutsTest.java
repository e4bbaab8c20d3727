package dev.ranvier.compiler.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.queue.QueuePrograms.Form;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which lowering is taken, what can be asked for, and that each uses only what it says.
class QueueLayoutsTest {
  private static final List<Long> SYNAPSES = List.of(2L, 3L, 4L);

  static Stream<Queue> queues() {
    return Queues.all().stream();
  }

  private static QueuePrograms program(QueueType type, Form form) {
    return new QueuePrograms(type, form, 5, 1, false);
  }

  private static String chosen(QueueType type, Form form, int pushes) {
    QueuePrograms program = new QueuePrograms(type, form, 5, pushes, false);
    return LowerQueues.choose(program.module(), Targets.cpu(), type).name();
  }

  @ParameterizedTest
  @CsvSource({
    "SHARED, 1, absolute-bits",
    "EQUAL, 1, delay-line",
    "FIXED, 1, absolute-bits",
    "EQUAL, 2, counts",
    "FIXED, 2, counts",
    "VARYING, 1, counts"
  })
  void takesWhatTheUseOfARingAllows(Form form, int pushes, String expected) {
    assertThat(chosen(new QueueType("ring", 80, SYNAPSES), form, pushes)).isEqualTo(expected);
  }

  @Test
  void takesBitsForARingOfOneWord() {
    assertThat(chosen(new QueueType("ring", 32, SYNAPSES), Form.FIXED, 1)).isEqualTo("bits");
    assertThat(chosen(new QueueType("ring", 33, SYNAPSES), Form.FIXED, 1))
        .isEqualTo("absolute-bits");
  }

  @ParameterizedTest
  @CsvSource({
    "fifo, 80, packed",
    "fifo, 200, registers",
    "fifo, 1000, registers",
    "sorted, 80, packed",
    "sorted, 200, network",
    "heap, 80, network",
    "batched_heap, 80, packed",
    "lossy_ring, 127, packed",
    "lossy_ring, 128, registers",
    "lossy_ring, 300, registers",
    "single_spike, 80, countdown",
    "bits, 4, bits"
  })
  void takesTheCheapestThatHoldsTheDelays(String kind, int reach, String expected) {
    QueueType type = new QueueType(kind, 4, SYNAPSES);
    QueueType reaching = kind.equals("bits") ? type : type.withReach(reach);
    assertThat(chosen(reaching, Form.VARYING, 3)).isEqualTo(expected);
  }

  @Test
  void stampsTakeEightBitsWhereTheyCan() {
    QueueType type = new QueueType("sorted", 2, List.of(3L), "network");
    assertThat(parts(type.withReach(255)))
        .allMatch(part -> part.type().element() == ElementType.U8);
    assertThat(parts(type.withReach(256)))
        .allMatch(part -> part.type().element() == ElementType.U16);
  }

  private static List<QueueLowering.Part> parts(QueueType type) {
    return LowerQueues.choose(program(type, Form.VARYING).module(), Targets.cpu(), type).parts();
  }

  @Test
  void takesWhatATypeAsksFor() {
    QueueType type = new QueueType("sorted", 4, SYNAPSES).withReach(80);
    for (String layout : List.of("packed", "network", "wide-network", "sort")) {
      assertThat(chosen(type.withLayout(layout), Form.VARYING, 1)).isEqualTo(layout);
    }
  }

  private static void assertRefused(QueueType type, Form form, String message) {
    Module module = program(type, form).module();
    assertThatThrownBy(() -> LowerQueues.run(module, Targets.cpu()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesLayoutsThatAKindDoesNotHave() {
    assertRefused(
        new QueueType("sorted", 4, List.of(3L), "counts").withReach(200),
        Form.VARYING,
        "queue !ranvier.queue<3xsorted[4, 200], \"counts\">: no such layout of sorted; use one of:"
            + " network, wide-network, sort");
  }

  @Test
  void refusesLayoutsThatDoNotFitTheUse() {
    assertRefused(
        new QueueType("ring", 80, List.of(3L), "delay-line"),
        Form.FIXED,
        "queue !ranvier.queue<3xring[80], \"delay-line\">: this layout needs one push a step, with"
            + " one delay for all queues that never changes; use one of: absolute-bits, bits,"
            + " counts");
  }

  @Test
  void refusesLayoutsThatDoNotHoldTheDelays() {
    assertRefused(
        new QueueType("heap", 4, List.of(3L), "packed").withReach(300),
        Form.VARYING,
        "queue !ranvier.queue<3xheap[4, 300], \"packed\">: this layout needs delays of at most 127"
            + " steps; use one of: network, wide-network, sort");
  }

  @Test
  void refusesKindsAndReachesThatThereAreNot() {
    assertThatThrownBy(() -> Queues.of(new QueueType("pile", 4, List.of())))
        .hasMessageStartingWith("queue !ranvier.queue<pile[4]>: expected a kind among none, ")
        .hasMessageEndingWith(", got \"pile\"");
    assertThatThrownBy(() -> Queues.reach(new QueueType("ring", 4, List.of()).withReach(5)))
        .hasMessage("queue !ranvier.queue<ring[4, 5]>: expected a reach of at most 4 steps, got 5");
  }

  /// What a target that only works element by element can take, for every kind.
  @ParameterizedTest
  @MethodSource("queues")
  void everyKindHasALoweringForEveryTarget(Queue queue) {
    for (QueueType type : QueueRuns.types(queue, SYNAPSES)) {
      for (Form form : Form.values()) {
        List<QueueLowering> fit =
            queue.lowerings(type, QueueRuns.use(program(type, form))).stream()
                .filter(lowering -> lowering.lacks().isEmpty())
                .toList();
        for (Target target : Targets.all()) {
          assertThat(fit).as("%s for %s", type, target.name()).anyMatch(target::takes);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("queues")
  void everyLoweringUsesOnlyWhatItSays(Queue queue) {
    for (QueueType type : QueueRuns.types(queue, SYNAPSES)) {
      for (Form form : Form.values()) {
        QueuePrograms program = program(type, form);
        for (String layout : QueueRuns.layouts(program)) {
          QueueType asked = type.withLayout(layout);
          Module module = program(asked, form).module();
          QueueLowering lowering = LowerQueues.choose(module, Targets.cpu(), asked);
          assertUses(lowering, LowerQueues.run(module, Targets.cpu()));
        }
      }
    }
  }

  private static void assertUses(QueueLowering lowering, Module module) {
    Set<String> others = new TreeSet<>();
    EnumSet<Need> needs = EnumSet.noneOf(Need.class);
    module.functions().forEach(function -> visit(function.body(), others, needs));
    assertThat(others).as("ops of %s", lowering).isSubsetOf(ELEMENTWISE);
    assertThat(needs).as("needs of %s", lowering).isEqualTo(lowering.needs());
  }

  private static void visit(Block block, Set<String> others, Set<Need> needs) {
    for (Instruction instruction : block.instructions()) {
      Op op = instruction.op();
      switch (op) {
        case DynamicSliceOp _, DynamicUpdateSliceOp _ -> needs.add(Need.DYNAMIC_SLICE);
        case SortOp _ -> needs.add(Need.SORT);
        default -> others.add(op.name());
      }
      if (!(op instanceof ReduceOp)) {
        op.regions().forEach(region -> visit(region, others, needs));
      }
      instruction.results().forEach(result -> assertNarrow(result.type()));
    }
  }

  private static void assertNarrow(Type type) {
    assertThat(((TensorType) type).element())
        .isIn(ElementType.I1, ElementType.U8, ElementType.U16, ElementType.U32, ElementType.I32);
  }

  /// What every target has, and the frame of the programs.
  private static final Set<String> ELEMENTWISE =
      Set.of(
          "func.return",
          "ranvier.time_loop",
          "stablehlo.add",
          "stablehlo.and",
          "stablehlo.broadcast_in_dim",
          "stablehlo.clamp",
          "stablehlo.compare",
          "stablehlo.concatenate",
          "stablehlo.constant",
          "stablehlo.convert",
          "stablehlo.iota",
          "stablehlo.maximum",
          "stablehlo.minimum",
          "stablehlo.multiply",
          "stablehlo.not",
          "stablehlo.optimization_barrier",
          "stablehlo.or",
          "stablehlo.reduce",
          "stablehlo.reshape",
          "stablehlo.return",
          "stablehlo.select",
          "stablehlo.shift_left",
          "stablehlo.shift_right_logical",
          "stablehlo.slice",
          "stablehlo.subtract");
}
