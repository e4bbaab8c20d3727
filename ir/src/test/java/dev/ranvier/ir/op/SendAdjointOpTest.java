package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendAdjointOpTest {
  private static final ProjectionType PROJECTION =
      new ProjectionType(new QueueType("ring", 8, List.of(5L, 6L)), 2, 3);
  private static final Synapses DENSE = Synapses.dense(operand("2x3xf32"), operand("2x3xi32"));

  /// Operands by their spellings; the projection and its synapses are always the same.
  private static SendAdjointOp adjoint(
      String arrivals, String lateness, String row, String spikes, String sums) {
    return new SendAdjointOp(
        PROJECTION,
        operand(arrivals),
        operand(lateness),
        operand(row),
        operand(spikes),
        DENSE,
        operand(sums),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static SendAdjointOp adjoint(
      List<Value> latencies, List<Value> accepted, Payload... wanted) {
    return new SendAdjointOp(
        PROJECTION,
        operand("9x5x3xf32"),
        operand("9x5x3xf32"),
        operand("i32"),
        operand("5x2xi1"),
        DENSE,
        operand("2x3xf32"),
        latencies,
        accepted,
        List.of(),
        List.of(wanted));
  }

  @Test
  void rejectsArrivalsOfOtherTargets() {
    assertRejected(
        "send_adjoint_c1: expected arrivals and lateness of f32 for rows of [5, 3], got"
            + " tensor<9x5x4xf32> and tensor<9x5x4xf32>",
        () -> adjoint("9x5x4xf32", "9x5x4xf32", "i32", "5x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsArrivalsOfF64() {
    assertRejected(
        "send_adjoint_c1: expected arrivals and lateness of f32 for rows of [5, 3], got"
            + " tensor<9x5x3xf64> and tensor<9x5x3xf64>",
        () -> adjoint("9x5x3xf64", "9x5x3xf64", "i32", "5x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsLatenessOfFewerRows() {
    assertRejected(
        "send_adjoint_c1: expected arrivals and lateness of f32 for rows of [5, 3], got"
            + " tensor<9x5x3xf32> and tensor<8x5x3xf32>",
        () -> adjoint("9x5x3xf32", "8x5x3xf32", "i32", "5x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsARowOf64Bits() {
    assertRejected(
        "send_adjoint_c2: expected a row of tensor<i32>, got tensor<i64>",
        () -> adjoint("9x5x3xf32", "9x5x3xf32", "i64", "5x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsSynapsesOfAnotherProjection() {
    ProjectionType other = new ProjectionType(new QueueType("ring", 8, List.of(5L, 7L)), 2, 3);
    assertRejected(
        "send_adjoint_c3: expected a projection of 2 sources and 6 synapses, got"
            + " !ranvier.projection<!ranvier.queue<5x7xring[8]>, 2, 3>",
        () ->
            new SendAdjointOp(
                other,
                operand("9x5x3xf32"),
                operand("9x5x3xf32"),
                operand("i32"),
                operand("5x2xi1"),
                DENSE,
                operand("2x3xf32"),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void rejectsSpikesOfAnotherBatch() {
    assertRejected(
        "send_adjoint_c4: expected spikes of tensor<5x2xi1>, got tensor<4x2xi1>",
        () -> adjoint("9x5x3xf32", "9x5x3xf32", "i32", "4x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsSumsOfAnotherShapeThanTheWeights() {
    assertRejected(
        "send_adjoint_c5: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<6xf32> and []",
        () -> adjoint("9x5x3xf32", "9x5x3xf32", "i32", "5x2xi1", "6xf32"));
  }

  @Test
  void rejectsLatenciesThatNobodyAskedForAndNoneThatSomebodyDid() {
    assertRejected(
        "send_adjoint_c5: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<2x3xf32> and [tensor<2x3xf32>]",
        () -> adjoint(operands("2x3xf32"), List.of(), Payload.TIMES));
    assertRejected(
        "send_adjoint_c5: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<2x3xf32> and []",
        () -> adjoint(List.of(), List.of(), Payload.LATENCIES));
    assertRejected(
        "send_adjoint_c5: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<2x3xf32> and [tensor<6xf32>]",
        () -> adjoint(operands("6xf32"), List.of(), Payload.LATENCIES));
  }

  @Test
  void rejectsAcceptedEventsOfTheShapeOfSpikes() {
    assertRejected(
        "send_adjoint_c6: expected accepted events of tensor<5x6xi1>, or none, got"
            + " [tensor<5x2xi1>]",
        () -> adjoint(List.of(), operands("5x2xi1")));
  }

  @Test
  void rejectsTwoMasks() {
    assertRejected(
        "send_adjoint_c6: expected accepted events of tensor<5x6xi1>, or none, got"
            + " [tensor<5x6xi1>, tensor<5x6xi1>]",
        () -> adjoint(List.of(), operands("5x6xi1", "5x6xi1")));
  }

  @Test
  void rejectsNextEventsOfQueuesThatReplaceNothing() {
    assertRejected(
        "send_adjoint_c7: expected no next events for a ring, got [tensor<5x2xi32>]",
        () -> replacing("ring", operands("5x2xi32")));
  }

  @Test
  void rejectsNextEventsOfAnotherBatchAndNoneWhereEventsReplaceEachOther() {
    for (String kind : List.of("single_spike", "lossy_ring")) {
      for (List<Value> next : List.of(operands("4x2xi32"), List.<Value>of())) {
        assertRejected(
            "send_adjoint_c7: expected steps to the next event of tensor<5x2xi32> for a %s, got %s"
                .formatted(kind, next.stream().map(Value::type).toList()),
            () -> replacing(kind, next));
      }
    }
  }

  private static SendAdjointOp replacing(String kind, List<Value> next) {
    return new SendAdjointOp(
        new ProjectionType(new QueueType(kind, 8, List.of(5L, 6L)), 2, 3),
        operand("9x5x3xf32"),
        operand("9x5x3xf32"),
        operand("i32"),
        operand("5x2xi1"),
        DENSE,
        operand("2x3xf32"),
        List.of(),
        List.of(),
        next,
        List.of());
  }

  @Test
  void givesTheSumsOfWeightsThenWhatIsWantedInTheOrderOfTheEnum() {
    SendAdjointOp op =
        adjoint(operands("2x3xf32"), List.of(), Payload.LATENCIES, Payload.VALUES, Payload.TIMES);
    assertThat(op.wanted()).isEqualTo(List.of(Payload.values()));
    assertThat(op.resultTypes())
        .isEqualTo(
            List.of(tensor("2x3xf32"), tensor("5x2xf32"), tensor("5x2xf32"), tensor("2x3xf32")));
    assertThat(adjoint(List.of(), List.of()).resultTypes()).containsExactly(tensor("2x3xf32"));
  }

  @Test
  void rejectsWantedThatIsNotInOrderInText() {
    SendAdjointOp op = adjoint(List.of(), List.of(), Payload.VALUES, Payload.TIMES);
    for (List<String> wanted : List.of(List.of("times", "values"), List.of("values", "values"))) {
      Attribute list =
          new Attribute.Array(
              wanted.stream().<Attribute>map(each -> new Attribute.Text(each)).toList());
      Map<String, Attribute> attributes =
          Map.of("projection", new Attribute.OfType(PROJECTION), "wanted", list);
      OpParts parts =
          new OpParts(op.name(), op.operands(), attributes, List.of(), op.resultTypes());
      assertRejected(
          "ranvier.send_adjoint: attribute \"wanted\": expected values, times and latencies in"
              + " this order, got Text[value="
              + wanted.getLast()
              + "]",
          () -> OpTable.read(parts));
    }
  }
}
