package dev.ranvier.compiler.pass;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Neuron;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.signature.Port;
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
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small networks that learn, and runs of their modules by the names of ports.
public final class TrainingRuns {
  public static final int BATCH = 2;
  public static final int STEPS = 24;
  public static final long SEED = 8;

  private TrainingRuns() {}

  /// 3-5-2: the hidden neurons may excite each other; delays to the readout are of 1 to 6 steps.
  public static Network network(Neuron hidden, Connection recurrent, Queue queue) {
    return Network.named(
        "learner",
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", 3);
          var cells = n.population("hidden", 5, hidden);
          var label = n.population("label", 2, LeakyReadout.tau(ms(10)));
          n.project(in, cells, dense().weights(normal(0.9, 0.4)));
          n.project(
              cells,
              cells,
              recurrent.weights(normal(0.1, 0.3)).delays(constant(ms(2))).queue(queue));
          n.project(
              cells,
              label,
              dense()
                  .weights(normal(0.2, 0.3))
                  .delays(uniform(ms(0.5), ms(3)))
                  .synapse(exponential(ms(4))));
        });
  }

  public static Recipe recipe() {
    Objective objective =
        Objective.of("label", Readout.voltageIntegral(ms(6), 1), Loss.crossEntropy());
    return Recipe.of(objective, Schedule.constant(0.01));
  }

  public static Plan plan(NetworkGraph graph) {
    return Plan.of(graph, Targets.cpu(), BATCH, SEED);
  }

  /// Drawn parameters, random spikes and labels 0, 1, 0, ... by the names of ports.
  public static Map<String, Tensor> given(NetworkGraph graph) {
    Map<String, Tensor> given = new LinkedHashMap<>(DrawParameters.draw(graph, SEED));
    Random random = new Random(SEED);
    graph
        .inputs()
        .forEach(
            input -> {
              TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, input.size());
              int[] spikes = new int[(int) type.size()];
              for (int i = 0; i < spikes.length; i++) {
                spikes[i] = random.nextInt(5) == 0 ? 1 : 0;
              }
              given.put(input.name() + ".spikes", Tensor.ofInts(type, spikes));
            });
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, BATCH), 0, 1));
    return given;
  }

  /// Runs `main`; what is not given is zeros.
  public static Map<String, Tensor> run(Module module, Map<String, Tensor> given) {
    Function main = module.function("main").orElseThrow();
    List<Tensor> arguments = new ArrayList<>();
    for (Port port : PortAttributes.signatureOf(main).inputs()) {
      Tensor zeros = Tensor.of(Literal.splat(port.type(), 0L));
      arguments.add(given.getOrDefault(port.name(), zeros));
    }
    List<Tensor> results = Evaluator.evaluate(module, "main", arguments);
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      named.put(PortAttributes.nameOf(main.resultAttributes().get(i)), results.get(i));
    }
    return named;
  }

  public static Tensor of(Map<String, Tensor> results, String name) {
    Tensor found = results.get(name);
    if (found == null) {
      throw new AssertionError("expected one of %s, got %s".formatted(results.keySet(), name));
    }
    return found;
  }
}
