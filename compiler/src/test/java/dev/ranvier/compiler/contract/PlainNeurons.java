package dev.ranvier.compiler.contract;

import static dev.ranvier.compiler.unit.Time.ms;

import dev.ranvier.compiler.neuron.AdaptiveLif;
import dev.ranvier.compiler.neuron.Adex;
import dev.ranvier.compiler.neuron.Izhikevich;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.neuron.Qif;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.surrogate.Surrogate;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// The neurons that are held to the contract.
final class PlainNeurons {
  private PlainNeurons() {}

  static List<PlainNeuron> all() {
    Lif subtracting = Lif.exactReset().resets(Lif.Reset.BY_SUBTRACTION);
    return List.of(
        new PlainLif(Lif.exactReset().reset(-0.2)),
        new PlainLif(subtracting),
        new PlainLif(Lif.exactResetInNextStep()),
        new PlainLif(Lif.nextStepReset()),
        new PlainLif(Lif.exactReset().refractory(ms(2))),
        new PlainLif(subtracting.refractory(ms(1))),
        new PlainLif(Lif.surrogate(new SuperSpike(10)).refractory(ms(1))),
        new PlainAdaptiveLif(AdaptiveLif.exactReset().adaptation(ms(20), 0.3)),
        new PlainAdaptiveLif(AdaptiveLif.surrogate(new SuperSpike(10))),
        new PlainAdex(Adex.exactReset().adaptation(ms(30), 0.02, 0.05)),
        new PlainAdex(Adex.surrogate(new SuperSpike(10))),
        new PlainQif(Qif.exactReset()),
        new PlainQif(Qif.surrogate(new SuperSpike(10))),
        new PlainIzhikevich(Izhikevich.regularSpiking()),
        new PlainIzhikevich(Izhikevich.fastSpiking()),
        new PlainIzhikevich(Izhikevich.regularSpiking().surrogate(new SuperSpike(0.2))),
        new OwnNeuron.Plain(0.1));
  }

  static float leak(double dt, double tau) {
    return (float) Math.exp(-dt / tau);
  }

  private static final class PlainLif extends PlainNeuron {
    private final Lif lif;
    private final double tau;

    PlainLif(Lif lif) {
      this.lif = lif;
      this.tau = lif.tauMembrane().milliseconds();
    }

    @Override
    PlainNeuron with(String constant, double value) {
      return switch (constant) {
        case "tauMembrane" -> new PlainLif(lif.tauMembrane(ms(value)));
        case "threshold" -> new PlainLif(lif.threshold(value));
        case "reset" -> new PlainLif(lif.reset(value));
        default -> throw new IllegalArgumentException(constant);
      };
    }

    @Override
    Neuron model() {
      return lif;
    }

    @Override
    boolean step(double[] states, DoubleUnaryOperator current, double dt) {
      double before = states[0];
      double flowing = current.applyAsDouble(before);
      float after = (float) ((double) leak(dt, tau) * before + (double) (float) dt * flowing);
      boolean rests = states.length > 1;
      if (rests && states[1] > 0) {
        states[1]--;
        return false;
      }
      boolean crosses = before < lif.threshold() && after >= (float) lif.threshold();
      states[0] =
          switch (lif.when()) {
            case AT_CROSSING -> crosses ? (float) lif.reset() : after;
            case BY_SUBTRACTION ->
                crosses ? after - (float) (lif.threshold() - lif.reset()) : after;
            case NEXT_STEP, NEXT_STEP_EXACT -> before >= lif.threshold() ? lif.reset() : after;
          };
      if (crosses && rests) {
        states[1] = Math.rint(hold() / dt);
      }
      return crosses;
    }

    @Override
    double[] slopes(double[] states, double current) {
      double[] slopes = new double[states.length];
      slopes[0] = current - states[0] / tau;
      return slopes;
    }

    @Override
    double distance(double[] states) {
      return states[0] - lif.threshold();
    }

    @Override
    void jump(double[] states) {
      states[0] = lif.reset();
    }

    @Override
    double hold() {
      return lif.refractory().milliseconds();
    }

    @Override
    boolean isLinear() {
      return true;
    }

    @Override
    boolean isExact() {
      return lif.surrogate().isEmpty() && lif.when() != Lif.Reset.NEXT_STEP;
    }
  }

  private static final class PlainAdaptiveLif extends PlainNeuron {
    private final AdaptiveLif lif;
    private final double tau;
    private final double adapting;

    PlainAdaptiveLif(AdaptiveLif lif) {
      this.lif = lif;
      this.tau = lif.tauMembrane().milliseconds();
      this.adapting = lif.tauAdaptation().milliseconds();
    }

    @Override
    PlainNeuron with(String constant, double value) {
      return switch (constant) {
        case "tauMembrane" -> new PlainAdaptiveLif(lif.tauMembrane(ms(value)));
        case "threshold" -> new PlainAdaptiveLif(lif.threshold(value));
        case "reset" -> new PlainAdaptiveLif(lif.reset(value));
        case "tauAdaptation" -> new PlainAdaptiveLif(lif.adaptation(ms(value), lif.jump()));
        case "jump" -> new PlainAdaptiveLif(lif.adaptation(lif.tauAdaptation(), value));
        default -> throw new IllegalArgumentException(constant);
      };
    }

    @Override
    Neuron model() {
      return lif;
    }

    @Override
    boolean step(double[] states, DoubleUnaryOperator current, double dt) {
      double flowing = current.applyAsDouble(states[0]);
      float after = (float) ((double) leak(dt, tau) * states[0] + (double) (float) dt * flowing);
      float left = (float) ((double) leak(dt, adapting) * states[1]);
      boolean crosses = distance(states) < 0 && after - left >= (float) lif.threshold();
      double reset =
          isExact() ? lif.reset() : after - (left + (float) (lif.threshold() - lif.reset()));
      states[0] = crosses ? (float) reset : after;
      states[1] = crosses ? left + (float) lif.jump() : left;
      return crosses;
    }

    @Override
    double[] slopes(double[] states, double current) {
      return new double[] {current - states[0] / tau, -states[1] / adapting};
    }

    @Override
    double distance(double[] states) {
      return states[0] - states[1] - lif.threshold();
    }

    @Override
    void jump(double[] states) {
      states[0] = lif.reset();
      states[1] += lif.jump();
    }

    @Override
    boolean isLinear() {
      return true;
    }

    @Override
    boolean isExact() {
      return lif.surrogate().isEmpty();
    }
  }

  /// Euler's method, and a reset in the step after the voltage was seen above its peak.
  abstract static class PlainRunaway extends PlainNeuron {
    abstract double peak();

    abstract Optional<Surrogate> surrogate();

    @Override
    final boolean isExact() {
      return surrogate().isEmpty();
    }

    /// What is left of the second state after a step, without what the voltage adds.
    abstract double kept(double dt);

    @Override
    final boolean step(double[] states, DoubleUnaryOperator current, double dt) {
      double before = states[0];
      double[] slopes = slopes(states, current.applyAsDouble(before));
      double after = (float) (before + dt * slopes[0]);
      if (states.length > 1) {
        double uncoupled = slopes(new double[] {0, states[1]}, 0)[1];
        double constant = slopes(new double[] {0, 0}, 0)[1];
        double coupled = slopes[1] - uncoupled + constant;
        states[1] = kept(dt) * states[1] + dt * coupled;
      }
      if (before >= peak()) {
        jump(states);
        after = (float) states[0];
      }
      for (int i = 1; i < states.length; i++) {
        states[i] = (float) states[i];
      }
      states[0] = after;
      return before < peak() && after >= peak();
    }

    @Override
    final double distance(double[] states) {
      return states[0] - peak();
    }
  }

  private static final class PlainAdex extends PlainRunaway {
    private final Adex adex;

    PlainAdex(Adex adex) {
      this.adex = adex;
    }

    @Override
    PlainNeuron with(String constant, double value) {
      return switch (constant) {
        case "rest" -> new PlainAdex(adex.rest(value));
        case "onset" -> new PlainAdex(adex.onset(value));
        case "sharpness" -> new PlainAdex(adex.sharpness(value));
        case "reset" -> new PlainAdex(adex.reset(value));
        case "peak" -> new PlainAdex(adex.peak(value));
        case "tauMembrane" -> new PlainAdex(adex.tauMembrane(ms(value)));
        case "tauAdaptation" ->
            new PlainAdex(adex.adaptation(ms(value), adex.coupling(), adex.jump()));
        case "coupling" -> new PlainAdex(adex.adaptation(adex.tauAdaptation(), value, adex.jump()));
        case "jump" -> new PlainAdex(adex.adaptation(adex.tauAdaptation(), adex.coupling(), value));
        default -> throw new IllegalArgumentException(constant);
      };
    }

    @Override
    Neuron model() {
      return adex;
    }

    @Override
    double peak() {
      return adex.peak();
    }

    @Override
    double kept(double dt) {
      return Math.exp(-dt / adex.tauAdaptation().milliseconds());
    }

    @Override
    double[] slopes(double[] states, double current) {
      double exponent = Math.min(20, (states[0] - adex.onset()) / adex.sharpness());
      double upstroke = adex.sharpness() * Math.exp(exponent);
      double leak = adex.rest() - states[0];
      return new double[] {
        (leak + upstroke) / adex.tauMembrane().milliseconds() - states[1] + current,
        (adex.coupling() * -leak - states[1]) / adex.tauAdaptation().milliseconds()
      };
    }

    @Override
    void jump(double[] states) {
      states[0] = adex.reset();
      states[1] += adex.jump();
    }

    @Override
    double drive() {
      return 1.8;
    }

    @Override
    Optional<Surrogate> surrogate() {
      return adex.surrogate();
    }
  }

  private static final class PlainQif extends PlainRunaway {
    private final Qif qif;

    PlainQif(Qif qif) {
      this.qif = qif;
    }

    @Override
    PlainNeuron with(String constant, double value) {
      return switch (constant) {
        case "gain" -> new PlainQif(qif.gain(value));
        case "rest" -> new PlainQif(qif.rest(value));
        case "critical" -> new PlainQif(qif.critical(value));
        case "reset" -> new PlainQif(qif.reset(value));
        case "peak" -> new PlainQif(qif.peak(value));
        case "tauMembrane" -> new PlainQif(qif.tauMembrane(ms(value)));
        default -> throw new IllegalArgumentException(constant);
      };
    }

    @Override
    Neuron model() {
      return qif;
    }

    @Override
    double peak() {
      return qif.peak();
    }

    @Override
    double kept(double dt) {
      return 1;
    }

    @Override
    double[] slopes(double[] states, double current) {
      double parabola = (states[0] - qif.rest()) * (states[0] - qif.critical());
      return new double[] {qif.gain() / qif.tauMembrane().milliseconds() * parabola + current};
    }

    @Override
    void jump(double[] states) {
      states[0] = qif.reset();
    }

    @Override
    Optional<Surrogate> surrogate() {
      return qif.surrogate();
    }
  }

  private static final class PlainIzhikevich extends PlainRunaway {
    private final Izhikevich given;

    PlainIzhikevich(Izhikevich given) {
      this.given = given;
    }

    @Override
    PlainNeuron with(String constant, double value) {
      return switch (constant) {
        case "a" -> new PlainIzhikevich(Izhikevich.of(value, given.b(), given.c(), given.d()));
        case "b" -> new PlainIzhikevich(Izhikevich.of(given.a(), value, given.c(), given.d()));
        case "c" -> new PlainIzhikevich(Izhikevich.of(given.a(), given.b(), value, given.d()));
        case "d" -> new PlainIzhikevich(Izhikevich.of(given.a(), given.b(), given.c(), value));
        default -> throw new IllegalArgumentException(constant);
      };
    }

    @Override
    Neuron model() {
      return given;
    }

    @Override
    double peak() {
      return 30;
    }

    @Override
    double kept(double dt) {
      return 1 - given.a() * dt;
    }

    @Override
    double reversal() {
      return 80;
    }

    /// Of a fast one, which soon spikes again, a later spike shows the steps' errors twice.
    @Override
    double drive() {
      return given.a() > 0.05 ? 1.1 : 1.4;
    }

    @Override
    int finer() {
      return given.a() > 0.05 ? 2 : 1;
    }

    @Override
    double[] slopes(double[] states, double current) {
      double voltage = states[0];
      return new double[] {
        0.04 * voltage * voltage + 5 * voltage + 140 - states[1] + current,
        given.a() * (given.b() * voltage - states[1])
      };
    }

    @Override
    void jump(double[] states) {
      states[0] = given.c();
      states[1] += given.d();
    }

    @Override
    Optional<Surrogate> surrogate() {
      return given.surrogate();
    }
  }
}
