package dev.ranvier.compiler.contract;

import static dev.ranvier.compiler.unit.Time.ms;

import dev.ranvier.compiler.synapse.Conductance;
import dev.ranvier.compiler.synapse.Delta;
import dev.ranvier.compiler.synapse.DoubleExponential;
import dev.ranvier.compiler.synapse.Exponential;
import dev.ranvier.compiler.synapse.Synapse;
import java.util.List;

/// The synapses that are held to the contract.
final class PlainSynapses {
  private PlainSynapses() {}

  static List<PlainSynapse> all() {
    return List.of(
        new PlainExponential(3),
        new PlainDoubleExponential(1, 4),
        new PlainDoubleExponential(3, 3),
        new PlainDelta(),
        new PlainConductance(3),
        new OwnSynapse.Plain(0.5));
  }

  private static class PlainExponential extends PlainSynapse {
    final double tau;

    PlainExponential(double tau) {
      this.tau = tau;
    }

    @Override
    PlainSynapse with(String constant, double value) {
      return new PlainExponential(value);
    }

    @Override
    Synapse model(PlainNeuron target) {
      return new Exponential(ms(tau));
    }

    @Override
    int size() {
      return 1;
    }

    @Override
    void step(double[] states, double arrived, double dt) {
      states[0] = (float) ((double) (float) Math.exp(-dt / tau) * states[0] + arrived);
    }

    @Override
    double[] slopes(double[] states) {
      return new double[] {-states[0] / tau};
    }

    @Override
    void arrive(double[] states, double weight) {
      states[0] += weight;
    }

    @Override
    public String toString() {
      return "exponential";
    }
  }

  private static final class PlainConductance extends PlainExponential {
    PlainConductance(double tau) {
      super(tau);
    }

    @Override
    PlainSynapse with(String constant, double value) {
      return new PlainConductance(value);
    }

    @Override
    Synapse model(PlainNeuron target) {
      return new Conductance(ms(tau), target.reversal());
    }

    @Override
    double current(double[] states, double voltage, PlainNeuron target) {
      return (float) (states[0] * (target.reversal() - voltage));
    }

    @Override
    public String toString() {
      return "conductance";
    }
  }

  /// Two exponentials, subtracted; or t exp(-t/tau) by its differential equation.
  private static final class PlainDoubleExponential extends PlainSynapse {
    private final double rise;
    private final double decay;

    PlainDoubleExponential(double rise, double decay) {
      this.rise = rise;
      this.decay = decay;
    }

    @Override
    PlainSynapse with(String constant, double value) {
      return constant.equals("rise")
          ? new PlainDoubleExponential(value, decay)
          : new PlainDoubleExponential(rise, value);
    }

    private double slope() {
      double peak = rise * decay / (decay - rise) * Math.log(decay / rise);
      return rise == decay
          ? Math.E / rise
          : (1 / rise - 1 / decay) / (Math.exp(-peak / decay) - Math.exp(-peak / rise));
    }

    @Override
    Synapse model(PlainNeuron target) {
      return new DoubleExponential(ms(rise), ms(decay));
    }

    @Override
    int size() {
      return 2;
    }

    @Override
    void step(double[] states, double arrived, double dt) {
      double gain =
          rise == decay
              ? dt * Math.exp(-dt / rise)
              : (Math.exp(-dt / decay) - Math.exp(-dt / rise)) / (1 / rise - 1 / decay);
      states[0] = (float) (Math.exp(-dt / rise) * states[0] + slope() * gain * states[1]);
      states[1] = (float) (Math.exp(-dt / decay) * states[1] + arrived);
    }

    @Override
    double[] slopes(double[] states) {
      return new double[] {-states[0] / rise + slope() * states[1], -states[1] / decay};
    }

    @Override
    void arrive(double[] states, double weight) {
      states[1] += weight;
    }

    @Override
    public String toString() {
      return "double exponential(%s, %s)".formatted(rise, decay);
    }
  }

  private static final class PlainDelta extends PlainSynapse {
    @Override
    PlainSynapse with(String constant, double value) {
      throw new IllegalArgumentException(constant);
    }

    @Override
    Synapse model(PlainNeuron target) {
      return new Delta();
    }

    @Override
    int size() {
      return 1;
    }

    @Override
    void step(double[] states, double arrived, double dt) {
      states[0] = (float) (arrived / dt);
    }

    @Override
    double[] slopes(double[] states) {
      return new double[1];
    }

    @Override
    void arrive(double[] states, double weight) {}

    @Override
    double lift(double weight) {
      return weight;
    }

    @Override
    public String toString() {
      return "delta";
    }
  }
}
