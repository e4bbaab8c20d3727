package dev.ranvier.compiler.neuron;

import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.unit.Time.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.models.StateRun;
import org.junit.jupiter.api.Test;

/// The derivative of a voltage by a constant current, through resets by subtraction.
class DetachedResetTest {
  private static final TimeStep STEP = new TimeStep(ms(1));
  private static final int STEPS = 12;
  private static final double CURRENT = 0.4;
  private static final double TAU_MS = 10;

  private static final Lif ATTACHED = Lif.surrogate(new SuperSpike(10)).tauMembrane(ms(TAU_MS));

  private static StateRun run(Lif lif) {
    StateRun run =
        new StateRun(
            lif.states(),
            1,
            (builder, states, inputs) ->
                lif.step(
                        builder,
                        STEP,
                        Constants.untrained(builder, lif.constants()),
                        states,
                        Current.constant(builder.convert(inputs.getFirst(), ElementType.F32)))
                    .states());
    for (int step = 0; step < STEPS; step++) {
      run.advance(CURRENT, 1);
    }
    return run;
  }

  @Test
  void leavesTheResetOutOfTheDerivativeAndNothingElse() {
    double decay = Math.exp(-1 / TAU_MS);
    double withoutReset = (1 - Math.pow(decay, STEPS)) / (1 - decay);
    StateRun detached = run(ATTACHED.detachedReset());
    StateRun attached = run(ATTACHED);
    assertThat(detached.value(0)).isEqualTo(attached.value(0)).isLessThan(1);
    assertThat(CURRENT * withoutReset).isGreaterThan(1);
    assertThat(detached.derivative(0)).isCloseTo(withoutReset, within(1e-4));
    assertThat(attached.derivative(0)).isLessThan(0.9 * withoutReset);
  }

  @Test
  void needsASurrogate() {
    assertThatThrownBy(
            () ->
                Network.named(
                    "net",
                    dt(ms(1)),
                    n -> n.population("cells", 3, Lif.exactReset().detachedReset())))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("detached reset of AT_CROSSING is not a surrogate, and a reset");
  }
}
