package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The transpose of a send: what the derivatives of later arrivals, which time run backwards has
/// met already, give to the spikes of this step, and to weights and delays. Comes before the
/// transpose of the step's delivery (`DeliverAdjointOp`).
///
/// With `A[s]` the cotangents of what arrives at step `s`, `L[s]` those of how late it arrives, `w`
/// and `d` the weight and the delay of synapse `(i, j)` in steps:
///
///     values[i]     = sum over j of w A[now + d][j]         for every source
///     times[i]      = sum over j of w L[now + d][j]         where source i spikes, else 0
///     weights      += A[now + d][j]                         where source i spikes
///     latencies    += w L[now + d][j]                       where source i spikes
///
/// What is replaced before it arrives counts for nothing: in a `single_spike` queue by any later
/// event, in a `lossy_ring` of c slots by one that comes a multiple of c steps later. The line
/// knows of the spikes of later steps, and learns of those of this one.
///
/// Results: the line; then, of `f32`, the sums of the weights, `values`, `times` and the sums of
/// `latencies` as far as they are asked for.
///
/// @param line of the steps after the present one
/// @param spikes `i1`, `[batch, source]`
/// @param synapses the same in every step
/// @param weights the sums so far
/// @param latencies the sums so far, if they are asked for
/// @param accepted where an event was sent and found room, `i1`, `[batch, synapse]`; none where all
///   did. What found no room counts for nothing
/// @param wanted in the order of the enum
public record SendAdjointOp(
    Value line,
    Value spikes,
    Synapses synapses,
    Value weights,
    List<Value> latencies,
    List<Value> accepted,
    List<Payload> wanted)
    implements EventOp {
  public SendAdjointOp {
    latencies = List.copyOf(latencies);
    accepted = List.copyOf(accepted);
    wanted = wanted.stream().sorted().distinct().toList();
    Check.that(
        line.type() instanceof LineType, "send_adjoint_c1", "expected a line, got %s", line.type());
    ProjectionType projection = ((LineType) line.type()).projection();
    Check.that(
        synapses.fit(projection),
        "send_adjoint_c2",
        "expected a projection of %d sources and %d synapses, got %s",
        synapses.sourceCount(),
        synapses.count(),
        projection);
    Check.that(
        spikes.type().equals(projection.perSource(ElementType.I1)),
        "send_adjoint_c3",
        "expected spikes of %s, got %s",
        projection.perSource(ElementType.I1),
        spikes.type());
    Check.that(
        latencies.size() == (wanted.contains(Payload.LATENCIES) ? 1 : 0)
            && weights.type().equals(synapses.weights().type())
            && latencies.stream().allMatch(sum -> sum.type().equals(weights.type())),
        "send_adjoint_c4",
        "expected sums of %s for weights, and for latencies if they are asked for, got %s and %s",
        synapses.weights().type(),
        weights.type(),
        latencies.stream().map(Value::type).toList());
    Check.that(
        areAccepted(accepted, projection),
        "send_adjoint_c5",
        "expected accepted events of %s, or none, got %s",
        projection.queues().shapedLike(ElementType.I1),
        accepted.stream().map(Value::type).toList());
  }

  /// What the line belongs to.
  public ProjectionType projection() {
    return ((LineType) line.type()).projection();
  }

  /// Whether an event may take the place of an earlier one.
  public static boolean replaces(ProjectionType projection) {
    String kind = projection.queues().kind();
    return kind.equals("single_spike") || kind.equals("lossy_ring");
  }

  /// Every how many steps after an event another would replace it.
  public static int replacedEvery(ProjectionType projection) {
    return projection.queues().kind().equals("lossy_ring") ? projection.queues().capacity() : 1;
  }

  private static boolean areAccepted(List<Value> accepted, ProjectionType projection) {
    TensorType masks = projection.queues().shapedLike(ElementType.I1);
    return accepted.size() <= 1 && accepted.stream().allMatch(mask -> mask.type().equals(masks));
  }

  static SendAdjointOp read(OpParts parts) {
    List<Payload> wanted = Payload.listed(parts, "wanted");
    int sums = wanted.contains(Payload.LATENCIES) ? 2 : 1;
    int masks = parts.unit("accepted") ? 1 : 0;
    return new SendAdjointOp(
        parts.operand(0),
        parts.operand(1),
        Synapses.read(parts, 2 + sums + masks),
        parts.operand(2),
        parts.operandsFrom(3).subList(0, sums - 1),
        parts.operandsFrom(2 + sums).subList(0, masks),
        wanted);
  }

  @Override
  public String name() {
    return "ranvier.send_adjoint";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>(List.of(line, spikes, weights));
    operands.addAll(latencies);
    operands.addAll(accepted);
    operands.addAll(synapses.operands());
    return operands;
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes = new Attributes().unit("accepted", !accepted.isEmpty());
    Payload.list("wanted", wanted).forEach(attributes::with);
    return attributes.build();
  }

  @Override
  public List<Type> resultTypes() {
    List<Type> results = new ArrayList<>(List.of(line.type(), weights.type()));
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES, TIMES -> projection().perSource(ElementType.F32);
            case LATENCIES -> weights.type();
          });
    }
    return results;
  }
}
