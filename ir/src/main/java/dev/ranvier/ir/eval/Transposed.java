package dev.ranvier.ir.eval;

import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The transpose of a send, synapse by synapse, as [SendAdjointOp] defines it.
final class Transposed {
  private final SendAdjointOp op;
  private final Projections synapses;
  private final Line line;
  private final Tensor spikes;
  private final List<Tensor> accepted;
  private final double[] weights;
  private final double[] latencies;
  private final double[] values;
  private final double[] times;

  Transposed(SendAdjointOp op, Scope in) {
    this.op = op;
    this.synapses = Projections.of(op.synapses(), op.projection(), in);
    this.line = in.line(op.line());
    this.spikes = in.tensor(op.spikes());
    this.accepted = in.tensors(op.accepted());
    this.weights = doubles(in.tensor(op.weights()));
    this.latencies =
        op.latencies().isEmpty()
            ? new double[weights.length]
            : doubles(in.tensor(op.latencies().getFirst()));
    this.values = new double[spikes.size()];
    this.times = new double[spikes.size()];
  }

  List<Datum> evaluate() {
    for (int sample = 0; sample < op.projection().batch(); sample++) {
      for (int synapse = 0; synapse < synapses.count(); synapse++) {
        visit(sample, synapse);
      }
    }
    List<Datum> results = new ArrayList<>();
    TensorType sums = op.weights().tensorType();
    TensorType sources = op.projection().perSource(ElementType.F32);
    results.add(line.sent(spikes));
    results.add(Tensor.ofDoubles(sums, weights));
    for (Payload way : op.wanted()) {
      results.add(
          switch (way) {
            case VALUES -> Tensor.ofDoubles(sources, values);
            case TIMES -> Tensor.ofDoubles(sources, times);
            case LATENCIES -> Tensor.ofDoubles(sums, latencies);
          });
    }
    return results;
  }

  private void visit(int sample, int synapse) {
    int source = sample * (int) op.projection().sources() + synapses.sourceOf(synapse);
    int at = sample * (int) op.projection().targets() + synapses.targetOf(synapse);
    int delay = synapses.delay(synapse);
    double weight = synapses.weight(synapse);
    double arrival = Line.read(line.arrivals(), delay, at);
    values[source] += weight * arrival;
    int event = sample * synapses.count() + synapse;
    boolean arrived =
        (accepted.isEmpty() || accepted.getFirst().bits(event) != 0)
            && !line.isReplaced(source, delay);
    if (spikes.bits(source) != 0 && arrived) {
      double late = weight * Line.read(line.lateness(), delay, at);
      times[source] += late;
      weights[synapse] += arrival;
      latencies[synapse] += late;
    }
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.asDouble(i);
    }
    return values;
  }
}
