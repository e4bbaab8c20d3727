package dev.ranvier.tests.differential;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.fifo;
import static dev.ranvier.compiler.dsl.Declare.fixedProbability;
import static dev.ranvier.compiler.dsl.Declare.lossyRing;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.pass.DrawParameters;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How fast a network's loss changes with its weights, by forward mode: on the plugin what it is in
/// the evaluator on the events themselves.
final class ForwardModeOnPluginTest {
  private static final int CHANNELS = 8;
  private static final int BATCH = 2;
  private static final int STEPS = 60;
  private static final long SEED = 3;

  private static NetworkGraph graph(Connection recurrent) {
    return Network.named(
            "forward",
            dt(ms(0.5)),
            n -> {
              var in = n.input("in", CHANNELS);
              var cells = n.population("cells", 12, Lif.exactReset().tauMembrane(ms(6)));
              var label = n.population("label", 3, LeakyReadout.tau(ms(6)));
              n.project(in, cells, dense().weights(normal(0.3, 0.1)));
              n.project(cells, cells, recurrent.weights(normal(0.05, 0.1)));
              n.project(cells, label, dense().weights(normal(0, 0.2)));
            })
        .graph();
  }

  static Stream<Connection> recurrent() {
    return Stream.of(
        dense().delays(uniform(ms(0.5), ms(8))),
        fixedProbability(0.3).delays(uniform(ms(0.5), ms(8))),
        dense().delays(constant(ms(5))).queue(fifo(1)),
        fixedProbability(0.3).delays(constant(ms(5))).queue(lossyRing(3)));
  }

  private static Map<String, Tensor> given(NetworkGraph graph, Random random) {
    Map<String, Tensor> given = new HashMap<>(DrawParameters.draw(graph, SEED));
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, CHANNELS);
    int[] spikes = new int[(int) type.size()];
    Arrays.setAll(spikes, _ -> random.nextInt(10) == 0 ? 1 : 0);
    given.put("in.spikes", Tensor.ofInts(type, spikes));
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 2));
    return given;
  }

  private static Tensor gaussian(TensorType type, Random random) {
    double[] numbers = new double[(int) type.size()];
    Arrays.setAll(numbers, _ -> random.nextGaussian());
    return Tensor.ofDoubles(type, numbers);
  }

  @ParameterizedTest
  @MethodSource("recurrent")
  void givesTheSlopeOfTheEvaluator(Connection recurrent) {
    NetworkGraph graph = graph(recurrent);
    Plan plan = Plan.of(graph, Targets.cpu(), BATCH, SEED);
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 3), Loss.crossEntropy());
    Recipe recipe = Recipe.of(objective, Schedule.constant(0.1));
    Function loss =
        BuildTrainingModule.evaluate(graph, plan, recipe, STEPS).function("main").orElseThrow();
    List<String> names = loss.argumentAttributes().stream().map(PortAttributes::nameOf).toList();
    List<Integer> wrt =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).endsWith(".weights"))
            .boxed()
            .toList();
    Function jvp = PortAttributes.strip(Gradient.jvp(loss, wrt));
    Random random = new Random(SEED);
    Map<String, Tensor> given = given(graph, random);
    List<Tensor> arguments = new ArrayList<>();
    names.forEach(name -> arguments.add(Objects.requireNonNull(given.get(name), name)));
    wrt.forEach(i -> arguments.add(gaussian(arguments.get(i).type(), random)));

    List<Tensor> expected = Evaluator.evaluate(Module.of("m", jvp), "main", arguments);
    Module lowered = Compiler.target(Targets.cpu()).lower(Module.of("m", jvp));
    List<TensorType> types = expected.stream().map(Tensor::type).toList();
    List<Tensor> got;
    try (PluginRun plugin = PluginRun.open()) {
      got = plugin.run(Printer.print(lowered), arguments, types);
    }

    int slope = loss.resultAttributes().size();
    assertThat(wrt).hasSize(3);
    assertThat(got.subList(1, slope)).as("seed %d", SEED).isEqualTo(expected.subList(1, slope));
    double known = expected.get(slope).asDouble(0);
    assertThat(Math.abs(known)).isGreaterThan(1e-3);
    assertThat(got.get(slope).asDouble(0))
        .as("seed %d", SEED)
        .isCloseTo(known, within(1e-4 * Math.abs(known)));
  }
}
