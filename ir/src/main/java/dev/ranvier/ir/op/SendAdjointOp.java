package dev.ranvier.ir.op;

import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The transpose of a send: what the derivatives of later arrivals, which time run backwards has
/// met already, give to the spikes of this step, and to weights and delays.
///
/// With `A[s]` the row of cotangents of what arrives at step `s`, `L[s]` that of how late it
/// arrives, `w` and `d` the weight and the delay of synapse `(i, j)` in steps:
///
///     values[i]     = sum over j of w A[now + d][j]         for every source
///     times[i]      = sum over j of w L[now + d][j]         where source i spikes, else 0
///     weights      += A[now + d][j]                         where source i spikes
///     latencies    += w L[now + d][j]                       where source i spikes
///
/// Results, `f32`: the sums of the weights, then `values`, `times` and the sums of `latencies` as
/// far as they are asked for.
///
/// @param projection whose layout the transpose follows
/// @param arrivals `f32`, `[row, batch, target]`: the cotangents of arrivals, those of a step in a
///   row. There is at least one row more than the longest delay; the row after the last is the
///   first
/// @param lateness of the same type
/// @param row of the present step, `tensor<i32>`
/// @param spikes `i1`, `[batch, source]`
/// @param weights the sums so far
/// @param latencies the sums so far, if they are asked for
/// @param accepted where an event was sent and found room, `i1`, `[batch, synapse]`; none where all
///   did. What found no room counts for nothing
/// @param next for queues in which an event takes the place of an earlier one: in how many steps one
///   comes that takes the place of an event of this step, `i32`, `[batch, source]`, at least 1; none
///   for other queues. What is replaced before it arrives counts for nothing: in a `single_spike`
///   queue by any later event, in a `lossy_ring` of c slots by one that comes a multiple of c steps
///   later
/// @param wanted in the order of the enum
public record SendAdjointOp(
    ProjectionType projection,
    Value arrivals,
    Value lateness,
    Value row,
    Value spikes,
    Synapses synapses,
    Value weights,
    List<Value> latencies,
    List<Value> accepted,
    List<Value> next,
    List<Payload> wanted)
    implements EventOp {
  public SendAdjointOp {
    latencies = List.copyOf(latencies);
    accepted = List.copyOf(accepted);
    next = List.copyOf(next);
    wanted = wanted.stream().sorted().distinct().toList();
    Check.that(
        arrivals.type() instanceof TensorType lines
            && lines.equals(lines(projection, lines.rank() == 3 ? lines.dimension(0) : 0))
            && lateness.type().equals(lines),
        "send_adjoint_c1",
        "expected arrivals and lateness of f32 for rows of [%d, %d], got %s and %s",
        projection.batch(),
        projection.targets(),
        arrivals.type(),
        lateness.type());
    Check.that(
        row.type().equals(TensorType.scalar(ElementType.I32)),
        "send_adjoint_c2",
        "expected a row of tensor<i32>, got %s",
        row.type());
    Check.that(
        synapses.fit(projection),
        "send_adjoint_c3",
        "expected a projection of %d sources and %d synapses, got %s",
        synapses.sourceCount(),
        synapses.count(),
        projection);
    Check.that(
        spikes.type().equals(projection.perSource(ElementType.I1)),
        "send_adjoint_c4",
        "expected spikes of %s, got %s",
        projection.perSource(ElementType.I1),
        spikes.type());
    Check.that(
        latencies.size() == (wanted.contains(Payload.LATENCIES) ? 1 : 0)
            && weights.type().equals(synapses.weights().type())
            && latencies.stream().allMatch(sum -> sum.type().equals(weights.type())),
        "send_adjoint_c5",
        "expected sums of %s for weights, and for latencies if they are asked for, got %s and %s",
        synapses.weights().type(),
        weights.type(),
        latencies.stream().map(Value::type).toList());
    Check.that(
        areAccepted(accepted, projection),
        "send_adjoint_c6",
        "expected accepted events of %s, or none, got %s",
        projection.queues().shapedLike(ElementType.I1),
        accepted.stream().map(Value::type).toList());
    TensorType steps = projection.perSource(ElementType.I32);
    Check.that(
        next.size() == (replaces(projection) ? 1 : 0)
            && next.stream().allMatch(value -> value.type().equals(steps)),
        "send_adjoint_c7",
        "expected %s for a %s, got %s",
        replaces(projection) ? "steps to the next event of " + steps : "no next events",
        projection.queues().kind(),
        next.stream().map(Value::type).toList());
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

  /// What cotangents of a projection's arrivals stand in.
  public static TensorType lines(ProjectionType projection, long rows) {
    return TensorType.of(ElementType.F32, rows, projection.batch(), projection.targets());
  }

  static SendAdjointOp read(OpParts parts) {
    List<Payload> wanted = Payload.listed(parts, "wanted");
    Attribute type = parts.get("projection", "a type of projection");
    if (!(type instanceof Attribute.OfType(ProjectionType projection))) {
      throw parts.mismatch("projection", "a type of projection", type);
    }
    int sums = wanted.contains(Payload.LATENCIES) ? 2 : 1;
    int masks = parts.unit("accepted") ? 1 : 0;
    int steps = replaces(projection) ? 1 : 0;
    return new SendAdjointOp(
        projection,
        parts.operand(0),
        parts.operand(1),
        parts.operand(2),
        parts.operand(3),
        Synapses.read(parts, 4 + sums + masks + steps),
        parts.operand(4),
        parts.operandsFrom(5).subList(0, sums - 1),
        parts.operandsFrom(4 + sums).subList(0, masks),
        parts.operandsFrom(4 + sums + masks).subList(0, steps),
        wanted);
  }

  @Override
  public String name() {
    return "ranvier.send_adjoint";
  }

  @Override
  public List<Value> operands() {
    List<Value> operands = new ArrayList<>(List.of(arrivals, lateness, row, spikes, weights));
    operands.addAll(latencies);
    operands.addAll(accepted);
    operands.addAll(next);
    operands.addAll(synapses.operands());
    return operands;
  }

  @Override
  public Map<String, Attribute> attributes() {
    Attributes attributes =
        new Attributes()
            .unit("accepted", !accepted.isEmpty())
            .with("projection", new Attribute.OfType(projection));
    Payload.list("wanted", wanted).forEach(attributes::with);
    return attributes.build();
  }

  @Override
  public List<Type> resultTypes() {
    List<Type> results = new ArrayList<>();
    results.add(weights.type());
    for (Payload way : wanted) {
      results.add(
          switch (way) {
            case VALUES, TIMES -> projection.perSource(ElementType.F32);
            case LATENCIES -> weights.type();
          });
    }
    return results;
  }
}
