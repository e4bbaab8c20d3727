package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.operand;
import static dev.ranvier.ir.op.Samples.operands;
import static dev.ranvier.ir.op.Samples.region;

import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.Map;

/// Event ops with and without what they may go without.
final class EventSamples {
  private EventSamples() {}

  private static final ProjectionType PROJECTION =
      new ProjectionType(new QueueType("fifo", 3, 8, List.of(5L, 6L), "one-by-one"), 2, 3);
  private static final LineType LINE = new LineType(PROJECTION);

  static List<Op> all() {
    QueueType ring = new QueueType("ring", 8, List.of(2L));
    Value queues = operand(ring);
    Block body = region(List.of("i32", "2xf32", "4xi1"), List.of("2xf32", "2xi1"));
    return List.of(
        new TimeLoopOp(3, operand("i32"), operands("2xf32"), operands("3x4xi1"), body),
        new TimeLoopOp(3, operand("i32"), operands("2xf32"), operands("3x4xi1"), body, true),
        new SpikeOp(operand("2xf32"), operand("2xf32"), operand("2xf32")),
        new QueueCreateOp(ring),
        new QueuePushOp(queues, operand("2xi1"), operand("2xi32"), operand("i32")),
        new QueuePopOp(queues, operand("i32")),
        new ProjectionCreateOp(PROJECTION),
        new LineCreateOp(LINE),
        new DeliverAdjointOp(operand(LINE), operand("5x3xf32"), operand("5x3xf32")),
        new DeliverOp(operand(PROJECTION), dense(), operand("i32")),
        new SendOp(operand(PROJECTION), operand("5x2xi1"), sparse(), operand("i32")),
        new SendOp(
            operand(PROJECTION),
            operand("5x2xi1"),
            Map.of(
                Payload.VALUES, operand("5x2xf32"),
                Payload.TIMES, operand("5x2xf32"),
                Payload.LATENCIES, operand("2x3xf32")),
            dense(),
            operand("i32")),
        adjoint(dense(), "2x3xf32", List.of(), Payload.VALUES, Payload.TIMES),
        adjoint(sparse(), "6xf32", operands("5x6xi1")),
        adjoint(sparse(), "6xf32", operands("5x6xi1"), Payload.TIMES, Payload.LATENCIES),
        new CustomDerivativeOp(
            operands("2xf32", "3xi32", "f64"),
            region(List.of("2xf32", "3xi32", "f64"), List.of("4xi1", "f32")),
            region(List.of("2xf32", "3xi32", "f64", "2xf32", "f64"), List.of("f32")),
            region(List.of("2xf32", "3xi32", "f64", "f32"), List.of("2xf32", "f64"))));
  }

  private static Synapses dense() {
    return Synapses.dense(operand("2x3xf32"), operand("2x3xi32"));
  }

  private static Synapses sparse() {
    return Synapses.sparse(operand("6xf32"), operand("6xi32"), operand("3xi32"), operand("6xi32"));
  }

  private static SendAdjointOp adjoint(
      Synapses synapses, String sums, List<Value> accepted, Payload... wanted) {
    List<Payload> ways = List.of(wanted);
    return new SendAdjointOp(
        operand(LINE),
        operand("5x2xi1"),
        synapses,
        operand(sums),
        ways.contains(Payload.LATENCIES) ? operands(sums) : List.of(),
        accepted,
        ways);
  }
}
