package dev.ranvier.compiler.target;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.convolution;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.fixedFanOut;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.queue.QueueLowering;
import dev.ranvier.compiler.queue.QueueUse;
import dev.ranvier.compiler.queue.SingleSpike;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.models.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What targets make of networks and queues.
class TargetTest {
  private static List<String> singleSpikes(Target target) {
    QueueType type = new QueueType("single_spike", 1, List.of(4L)).withReach(80);
    QueueUse use = new QueueUse(1, true, true, true, true);
    return target.taken(new SingleSpike().lowerings(type, use)).stream()
        .map(QueueLowering::name)
        .toList();
  }

  @Test
  void takesNarrowNumbersFirstWhereLanesAreNotWide() {
    assertThat(singleSpikes(Targets.cpu())).containsExactly("countdown", "wide-countdown");
    assertThat(singleSpikes(Targets.tpu())).containsExactly("wide-countdown", "countdown");
  }

  @Test
  void writesOutAtMostTenStepsInEqualCalls() {
    assertThat(Targets.lpu().stepsOfACall(300)).isEqualTo(10);
    assertThat(Targets.lpu().stepsOfACall(28)).isEqualTo(7);
    assertThat(Targets.lpu().stepsOfACall(13)).isEqualTo(1);
    assertThat(Targets.gpu().stepsOfACall(300)).isEqualTo(300);
  }

  @Test
  void lowersOneNetworkForEachInItsOwnOps() {
    for (Target target : Targets.all()) {
      Program program =
          Compiler.target(target).compile(Models.recurrent(), Settings.batch(2).steps(4).seed(1));
      boolean loops = target.time() != TimeLoops.UNROLLED;
      assertThat(program.text().contains("stablehlo.while")).as(target.name()).isEqualTo(loops);
      boolean doubles = target.doubles() == Doubles.NATIVE;
      assertThat(program.text().contains("f64")).as(target.name()).isEqualTo(doubles);
      boolean donated = program.text().contains("tf.aliasing_output");
      assertThat(donated).as(target.name()).isEqualTo(target.donates());
    }
  }

  private static Network sparse(int cells, String layout) {
    return Network.named(
        "sparse",
        dt(ms(1)),
        n -> {
          var in = n.input("in", cells);
          var population = n.population("cells", cells, Lif.exactReset());
          n.project(in, population, fixedFanOut(2).weights(constant(1)).layout(layout));
        });
  }

  private static String text(Network network, Target target) {
    return Compiler.target(target).compile(network, Settings.batch(1).steps(5).seed(1)).text();
  }

  @Test
  void reachesSparseSynapsesByProductsWhereGathersAreSlowOrNotToBeHad() {
    for (Target target : List.of(Targets.tpu(), Targets.lpu())) {
      assertThat(text(sparse(8, ""), target))
          .doesNotContain("stablehlo.gather", "stablehlo.scatter")
          .contains("stablehlo.dot_general");
    }
    assertThat(text(sparse(8, ""), Targets.gpu())).doesNotContain("stablehlo.dot_general");
    assertThat(text(sparse(8, "synaptic"), Targets.tpu()))
        .contains("stablehlo.gather", "stablehlo.scatter");
  }

  private static Network convolved(int size, int channels, int outputs) {
    int places = (size - 2) * (size - 2);
    return Network.named(
        "convolved",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", size * size * channels);
          var cells = n.population("cells", places * outputs, Lif.exactReset());
          var shape = Convolution.over(size, size, channels).outputs(outputs);
          n.project(in, cells, convolution(shape).weights(constant(1)));
        });
  }

  @Test
  void looksSharedWeightsUpByProductsWhereNothingGathers() {
    Network network = convolved(5, 1, 2);
    assertThat(text(network, Targets.cpu())).contains("stablehlo.gather");
    assertThat(text(network, Targets.lpu()))
        .doesNotContain("stablehlo.gather")
        .contains("tensor<162x18xf32>");
  }

  @Test
  void refusesSharedWeightsThatWouldMakeTooLargeAProduct() {
    Network network = convolved(3, 40, 40);
    assertThatThrownBy(() -> text(network, Targets.lpu()))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("14400 weights that 14400 synapses share")
        .hasMessageContaining("at most 4660 for target lpu")
        .hasMessageContaining("use a smaller kernel, fewer channels, or another target");
  }

  @Test
  void refusesSparseSynapsesWhoseMatricesWouldBeTooLarge() {
    Network network = sparse(5_000, "");
    assertThatThrownBy(() -> text(network, Targets.lpu()))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("10000 sparse synapses between 5000 and 5000 neurons")
        .hasMessageContaining("at most 6710 for target lpu")
        .hasMessageContaining("use dense(), fewer synapses, or another target");
    assertThatThrownBy(() -> text(network, Targets.tpu()))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("gathers and scatters by .layout(\"axonal-history\")");
  }
}
