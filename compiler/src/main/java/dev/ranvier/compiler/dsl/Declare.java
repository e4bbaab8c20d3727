package dev.ranvier.compiler.dsl;

import dev.ranvier.compiler.connect.AllToAll;
import dev.ranvier.compiler.connect.Autapses;
import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.connect.FixedFanIn;
import dev.ranvier.compiler.connect.FixedFanOut;
import dev.ranvier.compiler.connect.FixedProbability;
import dev.ranvier.compiler.connect.OneToOne;
import dev.ranvier.compiler.connect.Pairs;
import dev.ranvier.compiler.connect.Pooling;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.queue.BatchedHeap;
import dev.ranvier.compiler.queue.Bits;
import dev.ranvier.compiler.queue.DoNothing;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.queue.Heap;
import dev.ranvier.compiler.queue.LossyRing;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.queue.SingleSpike;
import dev.ranvier.compiler.queue.SingleSpikeKeep;
import dev.ranvier.compiler.queue.Sorted;
import dev.ranvier.compiler.synapse.Conductance;
import dev.ranvier.compiler.synapse.Delta;
import dev.ranvier.compiler.synapse.DoubleExponential;
import dev.ranvier.compiler.synapse.Exponential;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.Rate;
import dev.ranvier.compiler.unit.Steps;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;

/// The words of a network's declaration, for `import static`.
public final class Declare {
  private Declare() {}

  public static Time ms(double milliseconds) {
    return Time.ms(milliseconds);
  }

  /// For `onOverflow`: a dropped event is an error.
  public static final Overflow FAIL = Overflow.FAIL;

  /// For `onOverflow`: dropped events are counted.
  public static final Overflow COUNT = Overflow.COUNT;

  public static Rate hz(double hertz) {
    return Rate.hz(hertz);
  }

  public static Time us(double microseconds) {
    return Time.us(microseconds);
  }

  public static Time s(double seconds) {
    return Time.s(seconds);
  }

  public static TimeStep dt(Time length) {
    return new TimeStep(length);
  }

  public static Steps steps(int count) {
    return Steps.steps(count);
  }

  /// Every source with every target.
  public static Connection dense() {
    return Connection.of(new AllToAll());
  }

  /// Source `i` with target `i`.
  public static Connection oneToOne() {
    return Connection.of(new OneToOne());
  }

  /// Every source with this many targets, drawn without repeats.
  public static Connection fixedFanOut(int targetsPerSource) {
    return fixedFanOut(targetsPerSource, Autapses.ALLOWED);
  }

  public static Connection fixedFanOut(int targetsPerSource, Autapses autapses) {
    return Connection.of(new FixedFanOut(targetsPerSource, autapses));
  }

  /// Every target with this many sources, drawn without repeats.
  public static Connection fixedFanIn(int sourcesPerTarget) {
    return fixedFanIn(sourcesPerTarget, Autapses.ALLOWED);
  }

  public static Connection fixedFanIn(int sourcesPerTarget, Autapses autapses) {
    return Connection.of(new FixedFanIn(sourcesPerTarget, autapses));
  }

  /// Every source with every target with this probability, each on its own.
  public static Connection fixedProbability(double probability) {
    return fixedProbability(probability, Autapses.ALLOWED);
  }

  public static Connection fixedProbability(double probability, Autapses autapses) {
    return Connection.of(new FixedProbability(probability, autapses));
  }

  /// @param list each `{source, target}`, counted from 0, in any order
  public static Connection pairs(int[][] list) {
    return Connection.of(Pairs.of(list));
  }

  /// @param shape such as `Convolution.over(28, 28, 1).kernel(5, 5).outputs(8)`
  public static Connection convolution(Convolution shape) {
    return Connection.of(shape);
  }

  /// All spikes of a window into one target, channel by channel, with one weight for all synapses:
  /// 1, until said otherwise. Where weights are trained, so is that one, unless the recipe names
  /// those that are.
  ///
  /// @param shape such as `Pooling.over(28, 28, 8).window(2, 2)`
  public static Connection pooling(Pooling shape) {
    return Connection.of(shape).weights(constant(1));
  }

  public static Weights constant(double weight) {
    return Weights.constant(weight);
  }

  public static Weights normal(double mean, double deviation) {
    return Weights.normal(mean, deviation);
  }

  /// @param mean of the weights' logarithms
  /// @param deviation of the weights' logarithms
  public static Weights logNormal(double mean, double deviation) {
    return Weights.logNormal(mean, deviation);
  }

  public static Weights uniform(double low, double high) {
    return Weights.uniform(low, high);
  }

  /// @param rows `rows[source][target]`
  public static Weights explicit(double[][] rows) {
    return Weights.explicit(rows);
  }

  /// @param weights one for each synapse: of pairs in the order in which they are listed, else row
  ///   by row; of a convolution one for each element of the kernel
  public static Weights explicit(double... weights) {
    return Weights.explicit(weights);
  }

  public static Delays constant(Time delay) {
    return Delays.constant(delay);
  }

  public static Delays uniform(Time low, Time high) {
    return Delays.uniform(low, high);
  }

  /// Normally distributed, those beyond `low` or `high` set to it.
  public static Delays normal(Time mean, Time deviation, Time low, Time high) {
    return Delays.normal(mean, deviation, low, high);
  }

  /// @param delays one for each synapse: of pairs in the order in which they are listed, else row
  ///   by row
  public static Delays explicit(Time... delays) {
    return Delays.explicit(delays);
  }

  /// @param rows `rows[source][target]`
  public static Delays explicit(Time[][] rows) {
    return Delays.explicit(rows);
  }

  public static Synapse exponential(Time tau) {
    return new Exponential(tau);
  }

  /// A current that rises and decays, and peaks at the weight.
  ///
  /// @param rise at most `decay`; if they are equal, it is the alpha function
  public static Synapse doubleExponential(Time rise, Time decay) {
    return new DoubleExponential(rise, decay);
  }

  /// Lifts the voltage by the weight, at once.
  public static Synapse delta() {
    return new Delta();
  }

  /// A conductance that jumps by the weight, in 1/ms, and decays.
  ///
  /// @param reversal the voltage that it drives its targets to
  public static Synapse conductance(Time tau, double reversal) {
    return new Conductance(tau, reversal);
  }

  public static Queue ring() {
    return new Ring();
  }

  /// @param events how many events a queue holds
  public static Queue fifo(int events) {
    return new Fifo(events);
  }

  /// Drops every event.
  public static Queue doNothing() {
    return new DoNothing();
  }

  /// Holds the newest event.
  public static Queue singleSpike() {
    return new SingleSpike();
  }

  /// Holds one event, and takes no other until it has arrived.
  public static Queue singleSpikeKeep() {
    return new SingleSpikeKeep();
  }

  /// @param slots how many a queue has; the event of step s takes slot s modulo their number
  public static Queue lossyRing(int slots) {
    return new LossyRing(slots);
  }

  /// @param events how many a queue holds; the latest is dropped
  public static Queue sorted(int events) {
    return new Sorted(events);
  }

  /// @param events how many a queue holds; new ones are dropped
  public static Queue heap(int events) {
    return new Heap(events);
  }

  /// @param events how many a queue holds; the latest is dropped
  public static Queue batchedHeap(int events) {
    return new BatchedHeap(events);
  }

  /// @param steps how many steps ahead a queue reaches; two events of a step count once
  public static Queue bits(int steps) {
    return new Bits(steps);
  }

  public static Quantity spikes(Node node) {
    return new Quantity(Recorder.Quantity.SPIKES, node);
  }

  public static Quantity voltage(Node node) {
    return new Quantity(Recorder.Quantity.VOLTAGE, node);
  }
}
