package dev.ranvier.models;

import static dev.ranvier.compiler.dsl.Declare.convolution;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.fixedFanIn;
import static dev.ranvier.compiler.dsl.Declare.fixedFanOut;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.logNormal;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.oneToOne;
import static dev.ranvier.compiler.dsl.Declare.pairs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ranvier.compiler.connect.Autapses;
import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.connect.Wiring;
import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.Wirings;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.unit.Time;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Every mistake in the connectivity of a projection, and the line that reports it: from `x` of 2
/// to `out` of 3, dt 1 ms.
class ConnectivityProblemsTest {
  private static String problemsOf(Supplier<Network> network) {
    NetworkException thrown = catchThrowableOfType(NetworkException.class, network::get);
    assertThat(thrown).as("a network with mistakes is refused").isNotNull();
    return String.valueOf(thrown.getMessage())
        .replaceAll(" \\((WrongNetworks|ConnectivityProblemsTest)\\.java:[1-9][0-9]*\\)", "")
        .replace("projection \"x\" -> \"out\": ", "");
  }

  private static String projecting(Connection connection) {
    return problemsOf(() -> WrongNetworks.withProjection(connection));
  }

  private static String recurrent(Connection connection) {
    return problemsOf(() -> WrongNetworks.with((n, out) -> n.project(out, out, connection)))
        .replace("projection \"out\" -> \"out\": ", "");
  }

  @Test
  void acceptsConnectionsThatAreRight() {
    var net =
        WrongNetworks.with(
            (n, out) -> {
              var six = n.input("six", 6);
              var grid = n.population("grid", 4, Lif.exactReset());
              var image = n.input("image", 9);
              n.project(out, out, oneToOne().name("one"));
              n.project(six, out, fixedFanOut(3).name("fanOut").weights(explicit(new double[18])));
              n.project(six, out, fixedFanIn(6).name("fanIn"));
              n.project(out, out, fixedFanOut(2, Autapses.NONE).name("others"));
              n.project(out, out, fixedFanIn(2, Autapses.NONE).name("othersIn"));
              n.project(out, out, fixedProbability(1, Autapses.NONE).name("random"));
              n.project(
                  six, out, pairs(new int[][] {{5, 2}, {0, 0}}).delays(explicit(ms(1), ms(2))));
              n.project(image, grid, convolution(Convolution.over(3, 3, 1).kernel(2, 2)));
            });
    assertThat(Wirings.of(net.graph(), 1).values().stream().map(Wiring::synapses))
        .containsExactly(3, 18, 18, 6, 6, 6, 2, 16);
    assertThat(net.toString())
        .contains(
            "projection \"fanOut\" 6x3 fixedFanOut(3): weights explicit, delays one step",
            "projection \"others\" 3x3 fixedFanOut(2, no autapses): weights normal(0, 1)",
            "projection \"random\" 3x3 fixedProbability(1, no autapses): weights",
            "projection \"six\" -> \"out\" 6x3 pairs(2): weights",
            "projection \"image\" -> \"grid\" 9x4 convolution(3x3x1, kernel 2x2, outputs 1, stride"
                + " 1, padding 0): weights");
  }

  @Test
  void rejectsOneToOneOfDifferentSizes() {
    assertThat(projecting(oneToOne()))
        .isEqualTo(
            "oneToOne() from 2 sources to 3 targets is not between populations of one size; make"
                + " them equal, or use pairs(...)");
  }

  @Test
  void rejectsFanOutOfNoneOrOfMoreThanThereAre() {
    assertThat(projecting(fixedFanOut(0)))
        .isEqualTo(
            "fan-out 0 is not between 1 and the 3 targets that a source can reach; change the"
                + " fan-out, or the size of the target");
    assertThat(projecting(fixedFanOut(4)))
        .isEqualTo(
            "fan-out 4 is not between 1 and the 3 targets that a source can reach; change the"
                + " fan-out, or the size of the target");
    assertThat(recurrent(fixedFanOut(3, Autapses.NONE)))
        .isEqualTo(
            "fan-out 3 is not between 1 and the 2 targets that a source can reach; change the"
                + " fan-out, or the size of the target");
  }

  @Test
  void rejectsFanInOfNoneOrOfMoreThanThereAre() {
    assertThat(projecting(fixedFanIn(3)))
        .isEqualTo(
            "fan-in 3 is not between 1 and the 2 sources that can reach a target; change the"
                + " fan-in, or the size of the source");
    assertThat(recurrent(fixedFanIn(-1, Autapses.NONE)))
        .isEqualTo(
            "fan-in -1 is not between 1 and the 2 sources that can reach a target; change the"
                + " fan-in, or the size of the source");
  }

  @Test
  void rejectsProbabilityThatIsNone() {
    for (String wrong : new String[] {"0", "1.5", "-0.1", "NaN"}) {
      assertThat(projecting(fixedProbability(Double.parseDouble(wrong))))
          .isEqualTo(
              "probability "
                  + wrong
                  + " is not more than 0 and at most 1; give a probability such as 0.1");
    }
  }

  @Test
  void rejectsAProbabilityWithoutAnyPair() {
    assertThat(
            problemsOf(
                () ->
                    WrongNetworks.with(
                        (n, _) -> {
                          var one = n.population("one", 1, Lif.exactReset());
                          n.project(one, one, fixedProbability(0.5, Autapses.NONE));
                        })))
        .isEqualTo(
            "projection \"one\" -> \"one\": fixedProbability(0.5, no autapses) in a population of 1"
                + " is not between different neurons; allow autapses, or give the population a size"
                + " of 2 or more");
  }

  @Test
  void rejectsAutapsesBetweenDifferentPopulations() {
    assertThat(projecting(fixedProbability(0.5, Autapses.NONE)))
        .isEqualTo(
            "fixedProbability(0.5, no autapses) between different populations is not within one"
                + " population, where alone a neuron could reach itself; leave Autapses.NONE out");
    assertThat(projecting(fixedFanOut(1, Autapses.NONE)))
        .startsWith("fixedFanOut(1, no autapses) between different populations is not");
    assertThat(projecting(fixedFanIn(1, Autapses.NONE)))
        .startsWith("fixedFanIn(1, no autapses) between different populations is not");
  }

  @Test
  void rejectsListsOfPairsThatAreWrong() {
    assertThat(projecting(pairs(new int[][] {})))
        .isEqualTo("number of pairs 0 is not at least 1; list each synapse: {source, target}");
    assertThat(projecting(pairs(new int[][] {{0, 1}, {1}})))
        .isEqualTo(
            "pair [1] = [1] is not a source and a target; give two numbers for each synapse");
    assertThat(projecting(pairs(new int[][] {{0, 3}})))
        .isEqualTo("pair [0] = [0, 3] is not within 2 sources and 3 targets; count neurons from 0");
    assertThat(projecting(pairs(new int[][] {{0, 1}, {-1, 0}})))
        .isEqualTo(
            "pair [1] = [-1, 0] is not within 2 sources and 3 targets; count neurons from 0");
    assertThat(projecting(pairs(new int[][] {{1, 2}, {0, 1}, {1, 0}, {1, 2}})))
        .isEqualTo(
            "pair [3] = [1, 2] is not new (it is pair [0] already); list each synapse once, with"
                + " the sum of the weights");
  }

  @Test
  void rejectsConvolutionsThatDoNotFit() {
    Convolution twoPixels = Convolution.over(1, 2, 1).kernel(1, 1);
    assertThat(projecting(convolution(twoPixels.stride(0))))
        .isEqualTo(
            "convolution(1x2x1, kernel 1x1, outputs 1, stride 0, padding 0) is not of sizes and a"
                + " stride between 1 and 32768; see Convolution for what each number says");
    assertThat(projecting(convolution(twoPixels.padding(1))))
        .isEqualTo(
            "padding 1 of convolution(1x2x1, kernel 1x1, outputs 1, stride 1, padding 1) is not"
                + " between 0 and 0, within the kernel; change the padding, or the kernel");
    assertThat(projecting(convolution(twoPixels.kernel(1, 3))))
        .isEqualTo(
            "kernel of convolution(1x2x1, kernel 1x3, outputs 1, stride 1, padding 0) is not at"
                + " most 1 x 2, the input with its padding; use a smaller kernel, or a larger"
                + " input");
    assertThat(projecting(convolution(Convolution.over(1, 3, 1).kernel(1, 1))))
        .isEqualTo(
            "2 sources of convolution(1x3x1, kernel 1x1, outputs 1, stride 1, padding 0) is not 3 ="
                + " 1 x 3 x 1; change the size of the population, or the convolution");
    assertThat(projecting(convolution(twoPixels.outputs(2))))
        .isEqualTo(
            "3 targets of convolution(1x2x1, kernel 1x1, outputs 2, stride 1, padding 0) is not 4 ="
                + " 1 x 2 x 2; change the size of the population, or the convolution");
    assertThat(
            projecting(
                convolution(Convolution.over(1024, 1024, 1024).kernel(1024, 1024).outputs(1024))))
        .isEqualTo(
            "number of weights 1099511627776 of convolution(1024x1024x1024, kernel 1024x1024,"
                + " outputs 1024, stride 1, padding 0) is not at most 268435456; use a smaller"
                + " kernel, or fewer channels");
  }

  @Test
  void rejectsMoreSynapsesThanHaveRoom() {
    assertThat(
            problemsOf(
                () ->
                    WrongNetworks.with(
                        (n, _) -> {
                          var big = n.population("big", 1_000_000, Lif.exactReset());
                          n.project(big, big, fixedProbability(0.001));
                        })))
        .isEqualTo(
            "projection \"big\" -> \"big\": number of synapses 1000000000 is not at most 268435456;"
                + " split the projection, or make the populations smaller");
  }

  @Test
  void rejectsMatricesForSparseProjections() {
    assertThat(projecting(fixedFanOut(1).weights(explicit(new double[][] {{1, 2, 3}, {4, 5, 6}}))))
        .isEqualTo(
            "array of weights of 2 rows x 3 columns is not for fixedFanOut(1); list them, one for"
                + " each synapse, or draw them from a distribution");
    assertThat(projecting(fixedFanOut(1).delays(explicit(new Time[][] {{ms(1)}, {ms(2)}}))))
        .isEqualTo(
            "array of delays of 2 rows x 1 columns is not for fixedFanOut(1); list them, one for"
                + " each synapse, or draw them from a distribution");
  }

  @Test
  void rejectsListsOfWrongLength() {
    assertThat(projecting(pairs(new int[][] {{0, 0}, {1, 1}}).weights(explicit(1, 2, 3))))
        .isEqualTo(
            "list of 3 weights is not of 2 for pairs(2); give one for each synapse, or for each"
                + " element of a kernel");
    assertThat(projecting(dense().delays(explicit(ms(1), ms(2)))))
        .isEqualTo(
            "list of 2 delays is not of 6 for allToAll(); give one for each synapse, or for each"
                + " element of a kernel");
    assertThat(projecting(fixedProbability(0.5).weights(explicit(1, 2, 3))))
        .isEqualTo(
            "list of 3 weights is not for fixedProbability(0.5), which draws how many there are;"
                + " draw them from a distribution");
  }

  @Test
  void rejectsListedNumbersThatAreWrong() {
    Connection two = pairs(new int[][] {{1, 0}, {0, 0}});
    assertThat(projecting(two.weights(explicit(1, Double.NaN))))
        .isEqualTo("weight [1] = NaN is not finite; give a finite number");
    assertThat(projecting(two.delays(explicit(ms(1), ms(2.5)))))
        .isEqualTo("delay [1] = 2.5 ms is not a multiple of dt 1 ms; use 2 ms, or change dt");
  }

  @Test
  void rejectsDistributionsThatAreNone() {
    assertThat(projecting(dense().weights(logNormal(Double.NaN, -1))))
        .isEqualTo(
            """
            mean logarithm of weights NaN is not finite; give a finite mean
            standard deviation of logarithm of weights -1 is not finite and at least 0; give a deviation of at least 0""");
    assertThat(projecting(dense().weights(logNormal(50, 10))))
        .isEqualTo(
            "logNormal(50, 10), 8 deviations above its mean, is not within single precision"
                + " (exp(88)); give the mean and the deviation of the logarithm");
    assertThat(projecting(dense().delays(normal(ms(1), ms(-1), ms(3), ms(2)))))
        .isEqualTo(
            """
            standard deviation of delays -1 ms is not finite and at least 0 ms; give a deviation of at least 0 ms
            range of delays 3 ms to 2 ms is not rising; give the shorter delay first""");
    assertThat(projecting(dense().delays(normal(ms(Double.NaN), ms(1), ms(0), ms(2)))))
        .isEqualTo(
            """
            mean delay NaN ms is not finite; give a finite mean
            shortest delay 0 ms is not at least one step (dt 1 ms); use 1 ms or more, or a smaller dt""");
  }

  @Test
  void rejectsADrawWithoutSynapses() {
    var net = WrongNetworks.withProjection(fixedProbability(1e-9));
    assertThatThrownBy(() -> Wirings.of(net.graph(), 3))
        .isInstanceOf(NetworkException.class)
        .message()
        .startsWith(
            "projection \"x\" -> \"out\": number of synapses 0 of fixedProbability(0.000000001)"
                + " with seed 3 is not at least 1; use a larger probability, or another seed");
  }
}
