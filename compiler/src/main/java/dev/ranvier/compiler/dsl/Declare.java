package dev.ranvier.compiler.dsl;

import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.synapse.Exponential;
import dev.ranvier.compiler.synapse.Synapse;
import dev.ranvier.compiler.unit.Steps;
import dev.ranvier.compiler.unit.Time;
import dev.ranvier.compiler.unit.TimeStep;

/// The words of a network's declaration, for `import static`.
public final class Declare {
  private Declare() {}

  public static Time ms(double milliseconds) {
    return Time.ms(milliseconds);
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
  public static Dense dense() {
    return Dense.DEFAULT;
  }

  public static Weights constant(double weight) {
    return Weights.constant(weight);
  }

  public static Weights normal(double mean, double deviation) {
    return Weights.normal(mean, deviation);
  }

  public static Weights uniform(double low, double high) {
    return Weights.uniform(low, high);
  }

  /// @param rows `rows[source][target]`
  public static Weights explicit(double[][] rows) {
    return Weights.explicit(rows);
  }

  public static Delays constant(Time delay) {
    return Delays.constant(delay);
  }

  public static Delays uniform(Time low, Time high) {
    return Delays.uniform(low, high);
  }

  /// @param rows `rows[source][target]`
  public static Delays explicit(Time[][] rows) {
    return Delays.explicit(rows);
  }

  public static Synapse exponential(Time tau) {
    return new Exponential(tau);
  }

  public static Queue ring() {
    return new Ring();
  }

  /// @param events how many events a queue holds
  public static Queue fifo(int events) {
    return new Fifo(events);
  }

  public static Quantity spikes(Node node) {
    return new Quantity(Recorder.Quantity.SPIKES, node);
  }

  public static Quantity voltage(Node node) {
    return new Quantity(Recorder.Quantity.VOLTAGE, node);
  }
}
