package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Synapses;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.List;

/// The synapses of a projection one by one, in rows, each with its source and its target.
final class Projections {
  private final Tensor weights;
  private final Tensor delays;
  private final int[] sourceOf;
  private final int[] targetOf;
  private final int sourceCount;
  private final int targetCount;

  private Projections(
      Tensor weights,
      Tensor delays,
      int[] sourceOf,
      int[] targetOf,
      int sourceCount,
      int targetCount) {
    this.weights = weights;
    this.delays = delays;
    this.sourceOf = sourceOf;
    this.targetOf = targetOf;
    this.sourceCount = sourceCount;
    this.targetCount = targetCount;
  }

  static Projections of(Synapses synapses, Type type, Scope in) {
    int sources = Math.toIntExact(synapses.sourceCount());
    int targets = Math.toIntExact(((ProjectionType) type).targets());
    Tensor weights = in.tensor(synapses.weights());
    int[] sourceOf = new int[weights.size()];
    int[] targetOf = new int[weights.size()];
    if (synapses.isDense()) {
      for (int i = 0; i < sourceOf.length; i++) {
        sourceOf[i] = i / targets;
        targetOf[i] = i % targets;
      }
    } else {
      readRows(in.tensor(synapses.starts()), in.tensor(synapses.targets()), sourceOf, targetOf);
    }
    return new Projections(
        weights, in.tensor(synapses.delays()), sourceOf, targetOf, sources, targets);
  }

  private static void readRows(Tensor starts, Tensor targets, int[] sourceOf, int[] targetOf) {
    for (int source = 0; source + 1 < starts.size(); source++) {
      for (int i = (int) starts.asLong(source); i < starts.asLong(source + 1); i++) {
        sourceOf[i] = source;
      }
    }
    for (int i = 0; i < targetOf.length; i++) {
      targetOf[i] = (int) targets.asLong(i);
    }
  }

  /// The queues after this step's arrivals, the sum of what arrives at each target, and that of how
  /// late it does, which is zero.
  List<Datum> deliver(Queues queues, int now) {
    List<Datum> popped = queues.pop(now);
    Tensor arrived = (Tensor) popped.getLast();
    int batch = batch(arrived);
    double[] sums = new double[batch * targetCount];
    for (int i = 0; i < arrived.size(); i++) {
      int synapse = i % sourceOf.length;
      int sample = i / sourceOf.length;
      sums[sample * targetCount + targetOf[synapse]] +=
          arrived.asLong(i) * weights.asDouble(synapse);
    }
    TensorType type = TensorType.of(ElementType.F64, batch, targetCount);
    return List.of(popped.getFirst(), Tensor.ofDoubles(type, sums), Tensor.blank(type));
  }

  /// The queues after a push wherever the source spikes, how many events each sample dropped, and
  /// which events found room.
  List<Datum> send(Queues queues, Tensor spikes, int now) {
    TensorType all = queues.type().shapedLike(ElementType.I1);
    int batch = Math.toIntExact(all.dimension(0));
    boolean[] masks = new boolean[batch * sourceOf.length];
    int[] waits = new int[masks.length];
    for (int i = 0; i < masks.length; i++) {
      int synapse = i % sourceOf.length;
      masks[i] = spikes.bits(i / sourceOf.length * sourceCount + sourceOf[synapse]) != 0;
      waits[i] = (int) delays.asLong(synapse);
    }
    List<Datum> pushed =
        queues.push(
            Tensor.ofBooleans(all, masks),
            Tensor.ofInts(all.withElement(ElementType.I32), waits),
            now);
    Tensor dropped = (Tensor) pushed.getLast();
    int[] lost = new int[batch];
    boolean[] accepted = new boolean[masks.length];
    for (int i = 0; i < dropped.size(); i++) {
      lost[i / sourceOf.length] += (int) dropped.asLong(i);
      accepted[i] = masks[i] && dropped.asLong(i) == 0;
    }
    return List.of(
        pushed.getFirst(),
        Tensor.ofInts(TensorType.of(ElementType.I32, batch), lost),
        Tensor.ofBooleans(all, accepted));
  }

  int count() {
    return sourceOf.length;
  }

  int sourceOf(int synapse) {
    return sourceOf[synapse];
  }

  int targetOf(int synapse) {
    return targetOf[synapse];
  }

  double weight(int synapse) {
    return weights.asDouble(synapse);
  }

  /// In steps.
  int delay(int synapse) {
    return (int) delays.asLong(synapse);
  }

  private static int batch(Tensor queues) {
    return Math.toIntExact(queues.type().dimension(0));
  }
}
