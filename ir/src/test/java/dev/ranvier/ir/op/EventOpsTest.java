package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.region;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventOpsTest {
  private static final QueueType RING = new QueueType("ring", 8, List.of(2L));

  @Test
  void rejectsAVoltageAndAThresholdOfTwoTypes() {
    assertRejected(
        "spike_c1: expected voltages and threshold of one type, got tensor<2xf32>, tensor<2xf32>"
            + " and tensor<f32>",
        () -> new SpikeOp(operand("2xf32"), operand("2xf32"), operand("f32")));
  }

  @Test
  void rejectsVoltagesThatAreIntegers() {
    assertRejected(
        "spike_c2: expected floats, got tensor<2xi32>",
        () -> new SpikeOp(operand("2xi32"), operand("2xi32"), operand("2xi32")));
  }

  @Test
  void rejectsPushingIntoATensor() {
    assertRejected(
        "queue_push_c1: expected queues, got tensor<2xf32>",
        () -> new QueuePushOp(operand("2xf32"), operand("2xi1"), operand("2xi32"), operand("i32")));
  }

  @Test
  void rejectsAMaskOfAnotherShape() {
    assertRejected(
        "queue_push_c2: expected a mask of tensor<2xi1>, got tensor<3xi1>",
        () -> new QueuePushOp(operand(RING), operand("3xi1"), operand("2xi32"), operand("i32")));
  }

  @Test
  void rejectsDelaysThatAreFloats() {
    assertRejected(
        "queue_push_c3: expected delays of tensor<2xi32>, got tensor<2xf32>",
        () -> new QueuePushOp(operand(RING), operand("2xi1"), operand("2xf32"), operand("i32")));
  }

  @Test
  void rejectsPushingAtAStepOf64Bits() {
    assertRejected(
        "queue_push_c4: expected a step of tensor<i32>, got tensor<i64>",
        () -> new QueuePushOp(operand(RING), operand("2xi1"), operand("2xi32"), operand("i64")));
  }

  @Test
  void rejectsPoppingFromATensor() {
    assertRejected(
        "queue_pop_c1: expected queues, got tensor<2xi32>",
        () -> new QueuePopOp(operand("2xi32"), operand("i32")));
  }

  @Test
  void rejectsPoppingAtAStepThatIsNotScalar() {
    assertRejected(
        "queue_pop_c2: expected a step of tensor<i32>, got tensor<2xi32>",
        () -> new QueuePopOp(operand(RING), operand("2xi32")));
  }

  private static Synapses synapses() {
    return Synapses.dense(operand("2x3xf32"), operand("2x3xi32"));
  }

  private static Value projection(long synapses) {
    return operand(new ProjectionType(new QueueType("ring", 8, List.of(5L, synapses)), 2, 3));
  }

  @Test
  void rejectsSparseWeightsThatAreAMatrix() {
    assertRejected(
        "synapses_c1: expected weights of f32 and rank 1, got tensor<2x3xf32>",
        () ->
            Synapses.sparse(
                operand("2x3xf32"), operand("2x3xi32"), operand("3xi32"), operand("6xi32")));
  }

  @Test
  void rejectsDelaysOfAnotherShapeThanTheWeights() {
    assertRejected(
        "synapses_c2: expected delays of tensor<2x3xi32>, got tensor<2x4xi32>",
        () -> Synapses.dense(operand("2x3xf32"), operand("2x4xi32")));
  }

  @Test
  void rejectsStartsThatAreNotIntegers() {
    assertRejected(
        "synapses_c3: expected starts of i32 and rank 1 and targets of tensor<6xi32>, got"
            + " [tensor<3xf32>, tensor<6xi32>]",
        () ->
            Synapses.sparse(
                operand("6xf32"), operand("6xi32"), operand("3xf32"), operand("6xi32")));
  }

  @Test
  void rejectsDeliveringAtAStepOf64Bits() {
    assertRejected(
        "deliver_c1: expected a step of tensor<i32>, got tensor<i64>",
        () -> new DeliverOp(projection(6), synapses(), operand("i64")));
  }

  @Test
  void rejectsDeliveringFromAProjectionOfOtherSynapses() {
    assertRejected(
        "deliver_c2: expected a projection of 2 sources and 6 synapses, got"
            + " !ranvier.projection<!ranvier.queue<5x7xring[8]>, 2, 3>",
        () -> new DeliverOp(projection(7), synapses(), operand("i32")));
  }

  @Test
  void rejectsSendingAtAStepThatIsNotScalar() {
    assertRejected(
        "send_c1: expected a step of tensor<i32>, got tensor<1xi32>",
        () -> new SendOp(projection(6), operand("5x2xi1"), synapses(), operand("1xi32")));
  }

  @Test
  void rejectsSendingIntoATensor() {
    assertRejected(
        "send_c2: expected a projection of 2 sources and 6 synapses, got tensor<5x2x3xi32>",
        () -> new SendOp(operand("5x2x3xi32"), operand("5x2xi1"), synapses(), operand("i32")));
  }

  @Test
  void rejectsSpikesOfMoreSourcesThanThereAreRows() {
    assertRejected(
        "send_c3: expected spikes of tensor<5x2xi1>, got tensor<5x3xi1>",
        () -> new SendOp(projection(6), operand("5x3xi1"), synapses(), operand("i32")));
  }

  @Test
  void deliversTheProjectionSumsAndHowLateTheyAre() {
    DeliverOp deliver = new DeliverOp(projection(6), synapses(), operand("i32"));
    assertThat(deliver.resultTypes())
        .isEqualTo(List.of(projection(6).type(), tensor("5x3xf64"), tensor("5x3xf64")));
  }

  @Test
  void countsDropsOfSamplesAndTellsWhichEventsFoundRoom() {
    SendOp send = new SendOp(projection(6), operand("5x2xi1"), synapses(), operand("i32"));
    assertThat(send.resultTypes())
        .isEqualTo(List.of(projection(6).type(), tensor("5xi32"), tensor("5x6xi1")));
  }

  @Test
  void rejectsAPayloadOfAnotherShape() {
    for (Payload way : List.of(Payload.VALUES, Payload.TIMES)) {
      assertRejected(
          "send_c4: expected %s of tensor<5x2xf32>, got tensor<5x2xf64>".formatted(way.text()),
          () -> sending(way, "5x2xf64"));
    }
    assertRejected(
        "send_c4: expected latencies of tensor<2x3xf32>, got tensor<6xf32>",
        () -> sending(Payload.LATENCIES, "6xf32"));
  }

  private static SendOp sending(Payload way, String payload) {
    Map<Payload, Value> payloads = Map.of(way, operand(payload));
    return new SendOp(projection(6), operand("5x2xi1"), payloads, synapses(), operand("i32"));
  }

  @Test
  void takesPayloadsInTheOrderOfTheEnum() {
    Value latencies = operand("2x3xf32");
    Value times = operand("5x2xf32");
    Map<Payload, Value> payload = new LinkedHashMap<>();
    payload.put(Payload.LATENCIES, latencies);
    payload.put(Payload.TIMES, times);
    SendOp send = new SendOp(projection(6), operand("5x2xi1"), payload, synapses(), operand("i32"));
    assertThat(send.operands().subList(3, 5)).isEqualTo(List.of(times, latencies));
  }

  @Test
  void popsOneCountForEachQueue() {
    assertThat(new QueuePopOp(operand(RING), operand("i32")).resultTypes())
        .isEqualTo(List.of(RING, tensor("2xi32")));
  }

  private static TimeLoopOp loop(long steps, String first, String sequence, Block body) {
    return new TimeLoopOp(steps, operand(first), operands("2xf32"), operands(sequence), body);
  }

  private static final Block BODY =
      region(List.of("i32", "2xf32", "4xi1"), List.of("2xf32", "2xi1"));

  @Test
  void stacksWhatIsRecorded() {
    assertThat(loop(3, "i32", "3x4xi1", BODY).resultTypes())
        .isEqualTo(List.of(tensor("2xf32"), tensor("3x2xi1")));
  }

  @Test
  void rejectsALoopWithoutSteps() {
    assertRejected(
        "time_loop_c1: expected from 1 to 2147483647 steps, got 0",
        () -> loop(0, "i32", "3x4xi1", BODY));
  }

  @Test
  void rejectsAFirstStepOf64Bits() {
    assertRejected(
        "time_loop_c2: expected a first step of tensor<i32>, got tensor<i64>",
        () -> loop(3, "i64", "3x4xi1", BODY));
  }

  @Test
  void rejectsASequenceWithoutARowForEachStep() {
    assertRejected(
        "time_loop_c3: expected sequences of 3 rows, got tensor<4x4xi1>",
        () -> loop(3, "i32", "4x4xi1", BODY));
  }

  @Test
  void rejectsABodyThatTakesOtherRows() {
    assertRejected(
        "time_loop_c4: expected a body that takes [tensor<i32>, tensor<2xf32>, tensor<5xi1>],"
            + " got [tensor<i32>, tensor<2xf32>, tensor<4xi1>]",
        () -> loop(3, "i32", "3x5xi1", BODY));
  }

  @Test
  void rejectsABodyThatDoesNotHandOnWhatIsCarried() {
    assertRejected(
        "time_loop_c5: expected a body that hands over [tensor<2xf32>] first, got [tensor<2xi1>]",
        () -> loop(3, "i32", "3x4xi1", region(List.of("i32", "2xf32", "4xi1"), List.of("2xi1"))));
  }

  private static TimeLoopOp recording(Type type) {
    BlockArgument step = new BlockArgument(tensor("i32"), Location.UNKNOWN);
    ReturnOp end = new ReturnOp(List.of(operand(type)));
    Block body = new Block(List.of(step), List.of(new Instruction(end, Location.UNKNOWN)));
    return new TimeLoopOp(3, operand("i32"), List.of(), List.of(), body);
  }

  @Test
  void queuesAreRecordedInStacksWhichAreReadRowByRow() {
    StackType stack = new StackType(3, RING);
    assertThat(recording(RING).resultTypes()).containsExactly(stack);
    assertThat(stack).hasToString("!ranvier.stack<3, !ranvier.queue<2xring[8]>>");
    assertThat(TimeLoopOp.row(stack)).isEqualTo(RING);
  }

  @Test
  void rejectsRecordingStacks() {
    assertRejected(
        "time_loop_c6: expected recorded rows that are tensors, queues or projections, got"
            + " [!ranvier.stack<3, !ranvier.queue<2xring[8]>>]",
        () -> recording(new StackType(3, RING)));
  }

  private static final LineType LINE = new LineType((ProjectionType) projection(6).type());

  @Test
  void rejectsRecordingLines() {
    assertRejected(
        "time_loop_c6: expected recorded rows that are tensors, queues or projections, got"
            + " [!ranvier.line<!ranvier.projection<!ranvier.queue<5x6xring[8]>, 2, 3>>]",
        () -> recording(LINE));
  }

  @Test
  void rejectsDeliveringBackToATensor() {
    assertRejected(
        "deliver_adjoint_c1: expected a line, got tensor<9x5x3xf32>",
        () -> new DeliverAdjointOp(operand("9x5x3xf32"), operand("5x3xf32"), operand("5x3xf32")));
  }

  @Test
  void rejectsCotangentsOfF64AndThoseOfOtherTargets() {
    assertRejected(
        "deliver_adjoint_c2: expected arrivals and lateness of tensor<5x3xf32>, got"
            + " tensor<5x3xf64> and tensor<5x3xf32>",
        () -> new DeliverAdjointOp(operand(LINE), operand("5x3xf64"), operand("5x3xf32")));
    assertRejected(
        "deliver_adjoint_c2: expected arrivals and lateness of tensor<5x3xf32>, got"
            + " tensor<5x3xf32> and tensor<5x4xf32>",
        () -> new DeliverAdjointOp(operand(LINE), operand("5x3xf32"), operand("5x4xf32")));
  }

  @Test
  void linesAreMadeAndHandedOn() {
    assertThat(new LineCreateOp(LINE).resultTypes()).isEqualTo(List.of(LINE));
    assertThat(
            new DeliverAdjointOp(operand(LINE), operand("5x3xf32"), operand("5x3xf32"))
                .resultTypes())
        .isEqualTo(List.of(LINE));
  }

  @Test
  void rejectsStacksOfLines() {
    assertThatThrownBy(() -> new StackType(3, LINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stack type: expected elements that are queues or projections, got " + LINE);
  }

  @Test
  void rejectsStacksOfTensors() {
    assertThatThrownBy(() -> new StackType(3, tensor("2xf32")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "stack type: expected elements that are queues or projections, got tensor<2xf32>");
  }

  @Test
  void takesAndGivesTheSameBackward() {
    TimeLoopOp forward = loop(3, "i32", "3x4xi1", BODY);
    TimeLoopOp backward =
        new TimeLoopOp(3, forward.first(), forward.carried(), forward.sequences(), BODY, true);
    assertThat(backward.resultTypes()).isEqualTo(forward.resultTypes());
    assertThat(backward).isNotEqualTo(forward);
  }

  @Test
  void createsQueuesOfItsType() {
    assertThat(new QueueCreateOp(RING).resultTypes()).containsExactly(RING);
  }
}
