package dev.ranvier.compiler.gradient;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.pass.NetworkGradient;
import dev.ranvier.compiler.pass.NetworkGradient.Found;
import dev.ranvier.compiler.pass.NetworkGradient.Selected;
import dev.ranvier.compiler.pass.NetworkGradient.Sought;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The first spike of a leaky neuron into which a current w flows from some time on, by what it
/// depends on:
///
///     V(t) = V0 exp(-t/tau) + w tau (1 - exp(-s/tau)),   s after the current began
///     dt_spike/d threshold = 1/f,   dt_spike/dx = -(dV/dx)/f,   f = w - threshold/tau
class ThresholdDerivativeTest {
  private static final double DT = 0.005;
  private static final double TAU = 10;
  private static final double WEIGHT = 0.2;
  private static final double THRESHOLD = 1;
  private static final double DELAY = 0.1;

  private static Found found() {
    Network network =
        Network.named(
            "ramp",
            dt(ms(DT)),
            n -> {
              var in = n.input("in", 1);
              var lif = Lif.exactReset().tauMembrane(ms(TAU)).threshold(THRESHOLD);
              var cell = n.population("cell", 1, lif);
              n.project(
                  in,
                  cell,
                  dense()
                      .weights(constant(WEIGHT))
                      .delays(constant(ms(DELAY)))
                      .synapse(new Probes.Held()));
            });
    return new NetworkGradient(network, 1800, Sought.SPIKE_TIMES, Selected.ALL)
        .at(new double[] {WEIGHT}, DELAY, 0);
  }

  @Test
  void timeOfASpikeMovesAsItsClosedFormSays() {
    double after = -TAU * Math.log(1 - THRESHOLD / (WEIGHT * TAU));
    double slope = WEIGHT - THRESHOLD / TAU;
    double left = Math.exp(-after / TAU);
    Found found = found();
    assertThat(found.spikes()).isEqualTo(1);
    assertThat(found.number()).isCloseTo(DELAY + after, within(2 * DT));
    assertBy(found, "cell.threshold", 1 / slope);
    assertBy(found, "cell.voltage.initial", -Math.exp(-(after + DELAY) / TAU) / slope);
    double byTau = WEIGHT * (1 - left) - WEIGHT * after / TAU * left;
    assertBy(found, "cell.tauMembrane", -byTau / slope);
    assertThat(Objects.requireNonNull(found.byNumbers().get("cell.reset"))).containsExactly(0);
  }

  private static void assertBy(Found found, String port, double wanted) {
    assertThat(Objects.requireNonNull(found.byNumbers().get(port))[0])
        .as("by " + port)
        .isCloseTo(wanted, within(2e-3 * Math.abs(wanted)));
  }
}
