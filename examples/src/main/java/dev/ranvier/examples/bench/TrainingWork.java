package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.eval.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One training step of a feed-forward network whose every weight and delay is trained: cross
/// entropy of the largest voltages, one update by Adam. The steps of a run are its samples.
///
/// @param spikes `[step, sample, input]` of `ui8`
public record TrainingWork(
    Queue queue,
    int batch,
    int inputs,
    int hidden,
    int outputs,
    int steps,
    double step,
    double tauSynapse,
    double tauMembrane,
    double threshold,
    int longestDelay,
    Tensor spikes,
    Tensor labels) {
  /// The program and its arguments.
  public Work lowered(Target target) {
    Recipe recipe =
        Recipe.of(
                Objective.of("out", Readout.voltageMaximum(), Loss.crossEntropy()),
                Schedule.constant(5e-3))
            .trainDelays("in->hidden", "hidden->out");
    TrainingProgram program =
        Compiler.target(target)
            .train(network(), Settings.batch(batch).steps(steps).seed(1), recipe);
    Map<String, Tensor> given = new HashMap<>(program.parameters());
    given.putAll(program.initialState());
    given.put("in.spikes", spikes);
    given.put("labels", labels);
    List<Tensor> arguments =
        program.updateSignature().inputs().stream()
            .map(port -> Objects.requireNonNull(given.get(port.name()), port::name))
            .toList();
    Port loss = program.updateSignature().output(Role.METRIC, "loss").orElseThrow();
    int result = program.updateSignature().outputs().indexOf(loss);
    return new Work(program.updateModule(), arguments, result, batch);
  }

  private Network network() {
    return Network.named(
        "training",
        dt(ms(step)),
        n -> {
          var in = n.input("in", inputs);
          var cells =
              n.population(
                  "hidden",
                  hidden,
                  Lif.nextStepReset().tauMembrane(ms(tauMembrane)).threshold(threshold));
          var out = n.population("out", outputs, LeakyReadout.tau(ms(tauMembrane)));
          var connection =
              dense()
                  .synapse(exponential(ms(tauSynapse)))
                  .delays(uniform(ms(step), ms(longestDelay * step)))
                  .queue(queue);
          n.project(in, cells, connection.weights(normal(0.5, 0.5)));
          n.project(cells, out, connection.weights(normal(0, 0.2)));
        });
  }
}
