package dev.ranvier.models;

import static dev.ranvier.compiler.dsl.Declare.batchedHeap;
import static dev.ranvier.compiler.dsl.Declare.bits;
import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.heap;
import static dev.ranvier.compiler.dsl.Declare.lossyRing;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.sorted;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.us;
import static dev.ranvier.compiler.dsl.Declare.voltage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Declarations;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.unit.Time;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Every mistake that a network can hold, and the whole line that reports it. `@` stands for the
/// file and line of the declaration.
class NetworkProblemsTest {
  private static final String LINE = "\\((WrongNetworks|NetworkProblemsTest)\\.java:[1-9][0-9]*\\)";

  private static String problemsOf(Supplier<Network> network) {
    NetworkException thrown = catchThrowableOfType(NetworkException.class, network::get);
    assertThat(thrown).as("a network with mistakes is refused").isNotNull();
    return String.valueOf(thrown.getMessage()).replaceAll(LINE, "(@)");
  }

  private static String adding(BiConsumer<Declarations, Node.Population> more) {
    return problemsOf(() -> WrongNetworks.with(more));
  }

  private static String projecting(Connection connection) {
    return problemsOf(() -> WrongNetworks.withProjection(connection));
  }

  private static String neuron(Lif neuron) {
    return problemsOf(() -> WrongNetworks.withNeuron(neuron));
  }

  @Test
  void acceptsNetworksThatAreRight() {
    assertThat(Models.yinYang().graph().projections()).hasSize(2);
    assertThat(Models.recurrent().graph().populations()).hasSize(1);
    assertThat(WrongNetworks.with((n, out) -> {}).name()).isEqualTo("net");
  }

  @Test
  void namesTheLineOfTheUsersDeclaration() {
    NetworkException thrown = catchThrowableOfType(NetworkException.class, WrongNetworks::offGrid);
    StackTraceElement here =
        java.util.Arrays.stream(thrown.getStackTrace())
            .filter(frame -> frame.getMethodName().contains("withProjection"))
            .findFirst()
            .orElseThrow();
    assertThat(thrown.problems().getFirst().location().file()).isEqualTo("WrongNetworks.java");
    assertThat(thrown.problems().getFirst().location().line()).isEqualTo(here.getLineNumber());
  }

  @Test
  void reportsDrivesThatDoNotFitTheirPopulation() {
    assertThat(
            adding(
                (n, out) -> {
                  n.drive(out, explicit(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7));
                  n.drive(out, constant(Double.NaN));
                }))
        .contains(
            "drive of population \"out\": list of 7 weights is not of 3",
            "drive of population \"out\": name \"out.drive\" is not new",
            "drive of population \"out\": weight NaN is not finite");
  }

  @Test
  void reportsAllProblemsAtOnce() {
    assertThat(problemsOf(WrongNetworks::manyMistakes))
        .isEqualTo(
            """
            input "in": size 0 is not at least 1; give a size of 1 or more (@)
            input "in": name "in" is not new (it is taken at WrongNetworks.java:53); give each a name of its own (@)
            population "out": tauMembrane -1 ms is not more than 0 ms and finite; give a time constant such as ms(10) (@)
            projection "p": array of weights of 2 rows x 1 columns is not of 2 rows x 2 columns; give one row for each source and one column for each target (@)
            projection "out" -> "out": synapse tau 0 ms is not more than 0 ms and finite; give a time constant such as ms(5) (@)\
            """);
  }

  @Test
  void rejectsStepOfZero() {
    assertThat(
            problemsOf(
                () ->
                    Network.named(
                        "net",
                        dt(ms(0)),
                        n -> n.record(spikes(n.population("p", 1, Lif.exactReset()))))))
        .isEqualTo(
            "network \"net\": dt 0 ms is not more than 0 ms and finite; give a step such as"
                + " dt(ms(0.05)) (@)");
  }

  @Test
  void rejectsNetworkWithoutPopulations() {
    assertThat(problemsOf(() -> Network.named("net", dt(ms(1)), n -> n.input("in", 1))))
        .isEqualTo(
            """
            network "net": number of populations 0 is not at least 1; declare one with population(name, size, neuron) (@)\
            """);
  }

  @Test
  void rejectsSizeBelowOne() {
    assertThat(adding((n, _) -> n.population("p", -2, Lif.exactReset())))
        .isEqualTo("population \"p\": size -2 is not at least 1; give a size of 1 or more (@)");
  }

  @Test
  void rejectsNameThatIsNotAWord() {
    assertThat(adding((n, _) -> n.input("two words", 1)))
        .isEqualTo(
            "input \"two words\": name \"two words\" is not a letter followed by letters, digits or"
                + " _; rename it (@)");
  }

  @Test
  void rejectsNameThatIsTaken() {
    assertThat(adding((n, _) -> n.input("out", 1)))
        .matches(
            "population \"out\": name \"out\" is not new \\(it is taken at"
                + " NetworkProblemsTest.java:\\d+\\); give each a name of its own \\(@\\)");
  }

  @Test
  void rejectsSecondProjectionOfTheSameName() {
    assertThat(
            adding(
                (n, out) -> {
                  n.project(out, out, dense());
                  n.project(out, out, dense());
                }))
        .matches(
            "projection \"out\" -> \"out\": name \"out->out\" is not new \\(it is taken at"
                + " NetworkProblemsTest.java:\\d+\\); give each a name of its own \\(@\\)");
  }

  @Test
  void rejectsMembraneTimeConstantOfZero() {
    assertThat(neuron(Lif.exactReset().tauMembrane(ms(0))))
        .isEqualTo(
            "population \"p\": tauMembrane 0 ms is not more than 0 ms and finite; give a time"
                + " constant such as ms(10) (@)");
  }

  @Test
  void rejectsMembraneTimeConstantBelowOneStep() {
    assertThat(neuron(Lif.exactReset().tauMembrane(us(500))))
        .isEqualTo(
            "population \"p\": tauMembrane 0.5 ms is not at least one step (dt 1 ms); use a longer"
                + " time constant, or a smaller dt (@)");
  }

  @Test
  void rejectsResetAtThreshold() {
    assertThat(neuron(Lif.exactReset().threshold(0.5).reset(0.5)))
        .isEqualTo(
            "population \"p\": reset 0.5 is not below threshold 0.5; lower the reset, or raise the"
                + " threshold (@)");
  }

  @Test
  void rejectsThresholdThatIsNotFinite() {
    assertThat(neuron(Lif.exactReset().threshold(Double.NaN)))
        .isEqualTo(
            "population \"p\": threshold NaN with reset 0 is not finite; give finite voltages (@)");
  }

  @Test
  void rejectsSynapseTimeConstantBelowOneStep() {
    assertThat(projecting(dense().synapse(exponential(us(10)))))
        .isEqualTo(
            "projection \"x\" -> \"out\": synapse tau 0.01 ms is not at least one step (dt 1 ms);"
                + " use a longer time constant, or a smaller dt (@)");
  }

  @Test
  void rejectsDelayOffTheGrid() {
    assertThat(problemsOf(WrongNetworks::offGrid))
        .isEqualTo(
            "projection \"x\" -> \"out\": delay 3.2 ms is not a multiple of dt 1 ms; use 3 ms, or"
                + " change dt (@)");
  }

  @Test
  void rejectsDelayBelowOneStep() {
    assertThat(projecting(dense().delays(constant(ms(0)))))
        .isEqualTo(
            "projection \"x\" -> \"out\": delay 0 ms is not at least one step (dt 1 ms); use 1 ms"
                + " or more, or a smaller dt (@)");
  }

  @Test
  void rejectsDelayBeyondTheQueuesReach() {
    assertThat(projecting(dense().delays(uniform(ms(1), ms(70_000)))))
        .isEqualTo(
            "projection \"x\" -> \"out\": longest delay 70000 ms is not at most 65535 ms (65535"
                + " steps); use a shorter delay, or a larger dt (@)");
  }

  @Test
  void rejectsFallingRangeOfDelays() {
    assertThat(projecting(dense().delays(uniform(ms(3), ms(2)))))
        .isEqualTo(
            "projection \"x\" -> \"out\": range of delays 3 ms to 2 ms is not rising; give the"
                + " shorter delay first (@)");
  }

  @Test
  void rejectsWrittenDelayOffTheGrid() {
    Time[][] delays = {{ms(1), ms(2), ms(3)}, {ms(1), ms(2.5), ms(3.5)}};
    assertThat(projecting(dense().delays(explicit(delays))))
        .isEqualTo(
            "projection \"x\" -> \"out\": delay [1][1] = 2.5 ms is not a multiple of dt 1 ms; use 2"
                + " ms, or change dt (@)");
  }

  @Test
  void rejectsArrayOfDelaysOfWrongShape() {
    assertThat(projecting(dense().delays(explicit(new Time[][] {{ms(1)}, {ms(1), ms(1)}}))))
        .isEqualTo(
            "projection \"x\" -> \"out\": array of delays of 2 rows x differing columns is not of 2"
                + " rows x 3 columns; give one row for each source and one column for each target"
                + " (@)");
  }

  @Test
  void rejectsArrayOfWeightsOfWrongShape() {
    assertThat(projecting(dense().weights(explicit(new double[][] {{1, 2, 3}}))))
        .isEqualTo(
            "projection \"x\" -> \"out\": array of weights of 1 rows x 3 columns is not of 2 rows x"
                + " 3 columns; give one row for each source and one column for each target (@)");
  }

  @Test
  void rejectsWeightThatIsNotANumber() {
    double[][] weights = {{1, 2, 3}, {4, Double.NaN, 6}};
    assertThat(projecting(dense().weights(explicit(weights))))
        .isEqualTo(
            "projection \"x\" -> \"out\": weight [1][1] = NaN is not finite; give a finite number"
                + " (@)");
    assertThat(projecting(dense().weights(constant(Double.POSITIVE_INFINITY))))
        .isEqualTo(
            "projection \"x\" -> \"out\": weight Infinity is not finite; give a finite weight (@)");
  }

  @Test
  void rejectsDistributionsThatAreNone() {
    assertThat(projecting(dense().weights(normal(0, -1))))
        .isEqualTo(
            "projection \"x\" -> \"out\": standard deviation of weights -1 is not finite and at"
                + " least 0; give a deviation of at least 0 (@)");
    assertThat(projecting(dense().weights(uniform(1, 1))))
        .isEqualTo(
            "projection \"x\" -> \"out\": range of weights 1 to 1 is not finite and rising; give"
                + " the lower bound first (@)");
  }

  @Test
  void rejectsQueuesThatHoldNothingOrTooMuch() {
    for (Queue none : List.of(lossyRing(0), sorted(0), heap(0), batchedHeap(-1))) {
      assertThat(projecting(dense().queue(none)))
          .startsWith("projection \"x\" -> \"out\": capacity of " + none + " is not at least 1; ");
    }
    assertThat(projecting(dense().queue(heap(1025))))
        .isEqualTo(
            "projection \"x\" -> \"out\": capacity of heap(1025) is not at most 1024; use ring(),"
                + " which holds all events (@)");
    assertThat(projecting(dense().queue(bits(0))))
        .isEqualTo(
            "projection \"x\" -> \"out\": number of bits of bits(0) is not from 1 to 65535; give"
                + " the longest delay in steps (@)");
  }

  @Test
  void rejectsDelaysBeyondTheBits() {
    assertThat(projecting(dense().delays(uniform(ms(1), ms(33))).queue(bits(32))))
        .isEqualTo(
            "projection \"x\" -> \"out\": longest delay 33 ms is not at most 32 ms (32 steps); use"
                + " a shorter delay, or a larger dt (@)");
  }

  @Test
  void rejectsFifoWithoutRoom() {
    assertThat(projecting(dense().queue(fifo(0))))
        .isEqualTo(
            "projection \"x\" -> \"out\": capacity of fifo(0) is not at least 1; give the number of"
                + " events to hold (@)");
  }

  @Test
  void rejectsProjectionThatIsTooLarge() {
    assertThat(
            adding(
                (n, _) -> {
                  var big = n.population("big", 1_000_000, Lif.exactReset());
                  n.project(big, big, dense());
                }))
        .isEqualTo(
            "projection \"big\" -> \"big\": number of synapses 1000000000000 is not at most"
                + " 268435456; split the projection, or make the populations smaller (@)");
  }

  @Test
  void rejectsProjectionFromAnotherNetworksPopulation() {
    Node.Population foreign = Models.yinYang().graph().populations().getFirst();
    assertThat(adding((n, out) -> n.project(foreign, out, dense())))
        .isEqualTo(
            "projection \"hidden\" -> \"out\": population \"hidden\" is not of network \"net\"; use"
                + " what input(...) and population(...) of this network gave back (@)");
  }

  @Test
  void rejectsProjectionIntoAnInput() {
    assertThat(adding((n, out) -> n.project(out, n.input("x", 1), dense())))
        .isEqualTo(
            "projection \"out\" -> \"x\": target input \"x\" is not a population; project into a"
                + " population; an input is given from outside (@)");
  }

  @Test
  void rejectsRecorderOfAnotherNetworksPopulation() {
    Node.Population foreign = Models.yinYang().graph().populations().getFirst();
    assertThat(adding((n, _) -> n.record(voltage(foreign))))
        .isEqualTo(
            "recorder of population \"hidden\": population \"hidden\" is not of network \"net\";"
                + " use what input(...) and population(...) of this network gave back (@)");
  }

  @Test
  void rejectsRecorderOfAnInput() {
    assertThat(adding((n, _) -> n.record(spikes(n.input("x", 1)))))
        .isEqualTo(
            "recorder of input \"x\": input \"x\" is not a population; record a population; what an"
                + " input gives is known (@)");
  }

  @Test
  void rejectsSameRecorderTwice() {
    assertThat(adding((n, out) -> n.record(spikes(out))))
        .matches(
            "recorder of population \"out\": name \"out.spikes\" is not new \\(it is taken at"
                + " WrongNetworks.java:\\d+\\); give each a name of its own \\(@\\)");
  }
}
