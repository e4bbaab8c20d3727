package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Sends the spikes of a projection's sources into all of their synapses, each to arrive after its
/// synapse's delay. Results: the projection; how many events each sample dropped, `[batch]` of
/// `i32`; and, `[batch, synapse]` of `i1`, where an event was sent and found room.
///
/// @param projection what is under way
/// @param spikes `i1`, `[batch, source]`
/// @param payload through what a derivative flows; nothing else depends on it
/// @param synapses the same in every step of a loop
/// @param now the present step, `tensor<i32>`
public record SendOp(
    Value projection, Value spikes, Map<Payload, Value> payload, Synapses synapses, Value now)
    implements EventOp {
  public SendOp {
    Map<Payload, Value> ordered = new EnumMap<>(Payload.class);
    ordered.putAll(payload);
    payload = Collections.unmodifiableMap(ordered);
    Check.that(
        now.type().equals(TensorType.scalar(ElementType.I32)),
        "send_c1",
        "expected a step of tensor<i32>, got %s",
        now.type());
    Check.that(
        synapses.fit(projection.type()),
        "send_c2",
        "expected a projection of %d sources and %d synapses, got %s",
        synapses.sourceCount(),
        synapses.count(),
        projection.type());
    ProjectionType type = (ProjectionType) projection.type();
    TensorType sent = type.perSource(ElementType.I1);
    Check.that(
        spikes.type().equals(sent),
        "send_c3",
        "expected spikes of %s, got %s",
        sent,
        spikes.type());
    Payload.check("send_c4", payload, type, synapses);
  }

  /// Spikes through which no derivative flows.
  public SendOp(Value projection, Value spikes, Synapses synapses, Value now) {
    this(projection, spikes, Map.of(), synapses, now);
  }

  static SendOp read(OpParts parts) {
    Map<Payload, Value> payload = Payload.read(parts, 3);
    return new SendOp(
        parts.operand(0),
        parts.operand(2),
        payload,
        Synapses.read(parts, 3 + payload.size()),
        parts.operand(1));
  }

  @Override
  public String name() {
    return "ranvier.send";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>(List.of(projection, now, spikes));
    operands.addAll(payload.values());
    operands.addAll(synapses.operands());
    return operands;
  }

  @Override
  public Map<String, Attribute> attributes() {
    return Payload.list("payload", payload.keySet());
  }

  @Override
  public List<Type> resultTypes() {
    ProjectionType type = (ProjectionType) projection.type();
    return List.of(
        type,
        TensorType.of(ElementType.I32, type.batch()),
        type.queues().shapedLike(ElementType.I1));
  }
}
