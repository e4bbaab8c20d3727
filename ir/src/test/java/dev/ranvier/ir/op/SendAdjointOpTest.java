package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendAdjointOpTest {
  private static final Value LINE = line(6);
  private static final Synapses DENSE = Synapses.dense(operand("2x3xf32"), operand("2x3xi32"));

  /// Of a projection of 2 sources and 3 targets in 5 samples.
  private static Value line(long synapses) {
    QueueType queues = new QueueType("ring", 8, List.of(5L, synapses));
    return operand(new LineType(new ProjectionType(queues, 2, 3)));
  }

  private static SendAdjointOp adjoint(Value line, String spikes, String sums) {
    return new SendAdjointOp(
        line, operand(spikes), DENSE, operand(sums), List.of(), List.of(), List.of());
  }

  private static SendAdjointOp adjoint(
      List<Value> latencies, List<Value> accepted, Payload... wanted) {
    return new SendAdjointOp(
        LINE, operand("5x2xi1"), DENSE, operand("2x3xf32"), latencies, accepted, List.of(wanted));
  }

  @Test
  void rejectsATensorForALine() {
    assertRejected(
        "send_adjoint_c1: expected a line, got tensor<9x5x3xf32>",
        () -> adjoint(operand("9x5x3xf32"), "5x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsSynapsesOfAnotherProjection() {
    assertRejected(
        "send_adjoint_c2: expected a projection of 2 sources and 6 synapses, got"
            + " !ranvier.projection<!ranvier.queue<5x7xring[8]>, 2, 3>",
        () -> adjoint(line(7), "5x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsSpikesOfAnotherBatch() {
    assertRejected(
        "send_adjoint_c3: expected spikes of tensor<5x2xi1>, got tensor<4x2xi1>",
        () -> adjoint(LINE, "4x2xi1", "2x3xf32"));
  }

  @Test
  void rejectsSumsOfAnotherShapeThanTheWeights() {
    assertRejected(
        "send_adjoint_c4: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<6xf32> and []",
        () -> adjoint(LINE, "5x2xi1", "6xf32"));
  }

  @Test
  void rejectsLatenciesThatNobodyAskedForAndNoneThatSomebodyDid() {
    assertRejected(
        "send_adjoint_c4: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<2x3xf32> and [tensor<2x3xf32>]",
        () -> adjoint(operands("2x3xf32"), List.of(), Payload.TIMES));
    assertRejected(
        "send_adjoint_c4: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<2x3xf32> and []",
        () -> adjoint(List.of(), List.of(), Payload.LATENCIES));
    assertRejected(
        "send_adjoint_c4: expected sums of tensor<2x3xf32> for weights, and for latencies if they"
            + " are asked for, got tensor<2x3xf32> and [tensor<6xf32>]",
        () -> adjoint(operands("6xf32"), List.of(), Payload.LATENCIES));
  }

  @Test
  void rejectsAcceptedEventsOfTheShapeOfSpikes() {
    assertRejected(
        "send_adjoint_c5: expected accepted events of tensor<5x6xi1>, or none, got"
            + " [tensor<5x2xi1>]",
        () -> adjoint(List.of(), operands("5x2xi1")));
  }

  @Test
  void rejectsTwoMasks() {
    assertRejected(
        "send_adjoint_c5: expected accepted events of tensor<5x6xi1>, or none, got"
            + " [tensor<5x6xi1>, tensor<5x6xi1>]",
        () -> adjoint(List.of(), operands("5x6xi1", "5x6xi1")));
  }

  @Test
  void givesTheLineAndTheSumsOfWeightsThenWhatIsWantedInTheOrderOfTheEnum() {
    SendAdjointOp op =
        adjoint(operands("2x3xf32"), List.of(), Payload.LATENCIES, Payload.VALUES, Payload.TIMES);
    assertThat(op.wanted()).isEqualTo(List.of(Payload.values()));
    assertThat(op.resultTypes())
        .isEqualTo(
            List.of(
                LINE.type(),
                tensor("2x3xf32"),
                tensor("5x2xf32"),
                tensor("5x2xf32"),
                tensor("2x3xf32")));
    assertThat(adjoint(List.of(), List.of()).resultTypes())
        .isEqualTo(List.of(LINE.type(), tensor("2x3xf32")));
  }

  @Test
  void rejectsWantedThatIsNotInOrderInText() {
    SendAdjointOp op = adjoint(List.of(), List.of(), Payload.VALUES, Payload.TIMES);
    for (List<String> wanted : List.of(List.of("times", "values"), List.of("values", "values"))) {
      Attribute list =
          new Attribute.Array(
              wanted.stream().<Attribute>map(each -> new Attribute.Text(each)).toList());
      Map<String, Attribute> attributes = Map.of("wanted", list);
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
