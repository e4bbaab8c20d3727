package dev.ranvier.models;

import static dev.ranvier.compiler.dsl.Declare.conductance;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.doubleExponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.pooling;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ranvier.compiler.connect.Pooling;
import dev.ranvier.compiler.dsl.Declarations;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.neuron.AdaptiveLif;
import dev.ranvier.compiler.neuron.Adex;
import dev.ranvier.compiler.neuron.Izhikevich;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.neuron.Qif;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.synapse.Synapse;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Parameters of neurons and synapses that make no sense, on a grid of 1 ms.
class ModelProblemsTest {
  private static String adding(BiConsumer<Declarations, Node.Population> more) {
    NetworkException thrown =
        catchThrowableOfType(NetworkException.class, () -> WrongNetworks.with(more));
    assertThat(thrown).as("a network with mistakes is refused").isNotNull();
    return String.valueOf(thrown.getMessage());
  }

  private static String neuron(Neuron neuron) {
    return adding((n, out) -> n.population("p", 1, neuron));
  }

  private static String synapse(Synapse synapse) {
    return adding((n, out) -> n.project(n.input("x", 2), out, dense().synapse(synapse)));
  }

  @Test
  void rejectsProjectionFromPopulationThatNeverSpikes() {
    assertThat(
            adding(
                (n, out) -> {
                  var silent = n.population("label", 2, LeakyReadout.tau(ms(10)));
                  n.project(silent, out, dense());
                }))
        .contains("population \"label\" of leakyReadout(tauMembrane 10 ms)")
        .contains("a population that spikes")
        .contains("read this one by voltage");
  }

  @Test
  void rejectsRecordingSpikesOfPopulationThatNeverSpikes() {
    assertThat(
            adding((n, _) -> n.record(spikes(n.population("label", 2, LeakyReadout.tau(ms(10)))))))
        .contains("a population that spikes")
        .contains("record its voltage");
  }

  @Test
  void rejectsRefractoryPeriodsOffTheGrid() {
    assertThat(neuron(Lif.exactReset().refractory(ms(2.5))))
        .contains("refractory 2.5 ms", "a multiple of dt 1 ms", "use 2 ms, or change dt");
    assertThat(neuron(Lif.exactReset().refractory(ms(-1)))).contains("0 ms or more");
    assertThat(neuron(Lif.nextStepReset().refractory(ms(2))))
        .contains("refractory 2 ms with reset NEXT_STEP", "AT_CROSSING or BY_SUBTRACTION");
  }

  @Test
  void rejectsSurrogatesOfExactResets() {
    Lif lif = Lif.surrogate(new SuperSpike(10)).resets(Lif.Reset.NEXT_STEP_EXACT);
    assertThat(neuron(lif)).contains("surrogate superSpike(10.0)", "one or the other");
  }

  @Test
  void rejectsNeuronsThatMakeNoSense() {
    assertThat(neuron(AdaptiveLif.exactReset().adaptation(ms(0), 0.1)))
        .contains("tauAdaptation 0 ms", "more than 0 ms");
    assertThat(neuron(Adex.exactReset().sharpness(0))).contains("sharpness 0", "more than 0");
    assertThat(neuron(Adex.exactReset().peak(-1))).contains("reset 0", "below peak -1");
    assertThat(neuron(Qif.exactReset().critical(-0.5))).contains("rest 0", "below critical -0.5");
    assertThat(neuron(Izhikevich.of(0, 0.2, -65, 8))).contains("a 0", "a rate in 1/ms");
    assertThat(neuron(Izhikevich.of(0.02, 0.2, 40, 8))).contains("reset 40", "below peak 30");
  }

  @Test
  void rejectsSynapsesThatMakeNoSense() {
    assertThat(synapse(doubleExponential(ms(5), ms(2))))
        .contains("synapse rise 5 ms", "at most its decay 2 ms");
    assertThat(synapse(doubleExponential(ms(0.1), ms(2))))
        .contains("synapse rise 0.1 ms", "at least one step");
    assertThat(synapse(conductance(ms(5), Double.NaN)))
        .contains("reversal potential NaN", "finite");
  }

  @Test
  void rejectsPoolingThatDoesNotFit() {
    assertThat(adding((n, out) -> n.project(n.input("x", 16), out, pooling(Pooling.over(4, 4, 1)))))
        .contains("3 targets of pooling(4x4x1, window 2x2, stride 2)", "4 = 2 x 2 x 1");
  }
}
