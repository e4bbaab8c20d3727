package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.ring;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.constant.Constant;
import dev.ranvier.compiler.constant.Constants;
import dev.ranvier.compiler.neuron.Current;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.neuron.StateVariable;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.surrogate.SuperSpike;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.RateRegulariser;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.compiler.unit.TimeStep;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Recipes that do not fit the network, told before anything is built.
class RecipeChecksTest {
  private static final RateRegulariser RATE = new RateRegulariser(1, 5, 0.1);

  /// A neuron that keeps its threshold to itself.
  private record Undisclosed(Neuron given) implements Neuron {
    @Override
    public void check(Problems problems, TimeStep dt) {}

    @Override
    public List<StateVariable> states() {
      return given.states();
    }

    @Override
    public List<Constant> constants() {
      return given.constants();
    }

    @Override
    public Step step(
        Builder builder, TimeStep dt, Constants constants, List<Value> states, Current current) {
      return given.step(builder, dt, constants, states, current);
    }
  }

  private static TrainingProgram compile(Neuron hidden, Recipe recipe) {
    return Compiler.target(Targets.cpu())
        .train(
            TrainingRuns.network(hidden, dense(), ring()),
            Settings.batch(TrainingRuns.BATCH).steps(TrainingRuns.STEPS).seed(TrainingRuns.SEED),
            recipe);
  }

  private static Recipe of(Objective objective) {
    return Recipe.of(objective, Schedule.constant(0.01));
  }

  private static Recipe read(String population, Readout readout) {
    return of(Objective.of(population, readout, Loss.crossEntropy()));
  }

  private static void assertRefused(Neuron hidden, Recipe recipe, String... lines) {
    var thrown =
        assertThatThrownBy(() -> compile(hidden, recipe)).isInstanceOf(NetworkException.class);
    for (String line : lines) {
      thrown.hasMessageContaining("recipe for network \"learner\": " + line);
    }
  }

  @Test
  void refusesARateOfAPopulationThatDoesNotExist() {
    assertRefused(
        Lif.surrogate(new SuperSpike(10)),
        of(TrainingRuns.recipe().objective().regularise("hiden", RATE)),
        "rate regulariser of \"hiden\" is not one of hidden, label; name one of these (");
  }

  @Test
  void refusesARateOfSpikesThatHaveOnlyTimes() {
    assertRefused(
        Lif.exactReset(),
        of(TrainingRuns.recipe().objective().regularise("hidden", RATE)),
        "rate regulariser of population \"hidden\", whose spikes have the derivative of their"
            + " times, is not of spikes with a surrogate's derivative; give it a neuron such as"
            + " Lif.surrogate(new SuperSpike(10)), or leave the regulariser out and set"
            + " revival(...) in the recipe (");
  }

  @Test
  void refusesARateOfNeuronsThatNeverSpike() {
    assertRefused(
        Lif.surrogate(new SuperSpike(10)),
        of(TrainingRuns.recipe().objective().regularise("label", RATE)),
        "rate regulariser of population \"label\", whose spikes have no derivative, is not of");
  }

  @Test
  void refusesAReadoutThroughWhichNoDerivativeGoes() {
    assertRefused(
        Lif.exactReset(),
        read("hidden", Readout.spikeCount(1)),
        "readout SpikeCount[scale=1.0] of population \"hidden\", whose spikes have the derivative"
            + " of their times, is not of spikes with a surrogate's derivative; use a neuron of"
            + " that kind, such as Lif.surrogate(new SuperSpike(10)), or read something else (");
    assertRefused(
        Lif.surrogate(new SuperSpike(10)),
        read("hidden", Readout.firstSpikeTime(5)),
        "readout FirstSpikeTime[alpha=5.0] of population \"hidden\", whose spikes"
            + " have a surrogate's derivative, is not of spikes with the derivative of their"
            + " times; use a neuron of that kind, such as Lif.exactReset(), or read something");
    assertRefused(
        Lif.exactReset(),
        read("label", Readout.firstSpikeTimeAndSpike(5)),
        "readout FirstSpikeTimeAndSpike[scale=5.0] of population \"label\", whose spikes have no"
            + " derivative, is not of spikes with a surrogate's derivative or the derivative of"
            + " their times; use");
  }

  @Test
  void tellsEveryNameThatTheNetworkDoesNotHave() {
    assertRefused(
        Lif.exactReset(),
        read("out", Readout.voltageMaximum()).trainWeights("in->out").trainDelays("b->a", "a->b"),
        "objective's population \"out\" is not one of hidden, label; name",
        "trained weights of \"in->out\" is not one of in->hidden, hidden->hidden, hidden->label;",
        "trained delays of \"a->b\" is not one of",
        "trained delays of \"b->a\" is not one of");
  }

  @Test
  void refusesToReadSilenceOfNeuronsThatDoNotSayTheirThreshold() {
    Neuron hidden = new Undisclosed(Lif.exactReset());
    assertRefused(
        hidden,
        read("hidden", Readout.firstSpikeTime(5)),
        "readout FirstSpikeTime[alpha=5.0] of population \"hidden\", whose neurons don't say at"
            + " which voltage they spike, is not of neurons with a threshold; override"
            + " Neuron.threshold, or read something else (");
    assertThatCode(() -> compile(hidden, read("hidden", Readout.firstSpikeTime(0))))
        .doesNotThrowAnyException();
  }

  @Test
  void takesEveryReadoutOfANeuronThatHasWhatItNeeds() {
    Lif surrogate = Lif.surrogate(new SuperSpike(10));
    for (Readout readout :
        new Readout[] {
          Readout.spikeCount(1),
          Readout.firstSpikeTimeAndSpike(1),
          Readout.voltageMaximum(),
          Readout.voltageIntegral(ms(5), 1)
        }) {
      assertThatCode(() -> compile(surrogate, read("hidden", readout))).doesNotThrowAnyException();
    }
    for (Readout readout :
        new Readout[] {Readout.firstSpikeTime(1), Readout.firstSpikeTimeAndSpike(1)}) {
      assertThatCode(() -> compile(Lif.exactReset().refractory(ms(1)), read("hidden", readout)))
          .doesNotThrowAnyException();
    }
  }
}
