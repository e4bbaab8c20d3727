package dev.ranvier.examples.bench;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.derivative.ArrivalRule;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.train.Loss;
import dev.ranvier.compiler.train.Objective;
import dev.ranvier.compiler.train.Readout;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.compiler.train.Records;
import dev.ranvier.compiler.train.Schedule;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/// One population of driven neurons, each of which reaches all of them.
///
/// @param queue of each synapse
/// @param step dt in ms
/// @param weights `[neurons, neurons]` of `f32`
/// @param delays in steps, at least 1, `[neurons, neurons]` of `i32`
/// @param drive `[neurons]` of `f32`
public record RecurrentWork(
    Queue queue,
    int neurons,
    int steps,
    double step,
    double tauSynapse,
    double tauMembrane,
    double threshold,
    Tensor weights,
    Tensor delays,
    Tensor drive) {
  private static final String CELLS = "cells";

  /// The program and its arguments.
  public Work lowered(Target target) {
    Program program = Compiler.target(target).compile(network(), Settings.batch(1).steps(steps));
    Map<String, Tensor> parameters =
        Map.of(
            CELLS + ".drive",
            drive,
            CELLS + "->" + CELLS + ".weights",
            weights,
            CELLS + "->" + CELLS + ".delays",
            delays);
    return Work.of(program, parameters, Role.RECORD, CELLS + ".spikes");
  }

  /// The same with the gradient, by all weights, of the voltages before each step, summed over
  /// neurons and divided by the number of steps; by the reference's rule for arrivals.
  public Work reverse(Target target) {
    Recipe recipe =
        Recipe.of(Objective.of(CELLS, new VoltagesBefore(), new FirstLogit()), Schedule.constant(1))
            .arrivals(ArrivalRule.CURRENT_ONLY);
    TrainingProgram program =
        Compiler.target(target).train(network(), Settings.batch(1).steps(steps).seed(1), recipe);
    Map<String, Tensor> given = new HashMap<>(program.parameters());
    given.put(CELLS + ".drive", drive);
    given.put(CELLS + "->" + CELLS + ".weights", weights);
    given.put(CELLS + "->" + CELLS + ".delays", delays);
    given.put("labels", Tensor.ofInts(TensorType.of(ElementType.I32, 1), 0));
    List<Tensor> arguments =
        program.evaluateSignature().inputs().stream()
            .map(port -> Objects.requireNonNull(given.get(port.name()), port::name))
            .toList();
    List<Port> outputs = program.evaluateSignature().outputs();
    int spikes =
        outputs.indexOf(
            program.evaluateSignature().output(Role.RECORD, CELLS + ".spikes").orElseThrow());
    return new Work(
        program.gradientModule(), arguments, spikes, steps, OptionalInt.of(outputs.size()));
  }

  /// The mean over steps of the sum of voltages, each that before its step: 0 before the first.
  private record VoltagesBefore() implements Readout {
    @Override
    public Value build(Builder builder, Records records) {
      Value after = records.voltages().orElseThrow();
      TensorType type = after.tensorType();
      long steps = type.dimension(0);
      Value before =
          builder.slice(
              after, List.of(0L, 0L, 0L), List.of(steps - 1, type.dimension(1), type.dimension(2)));
      Value sum = builder.reduceSum(before, 0, 1, 2);
      Value mean = builder.divide(sum, builder.scalar(ElementType.F32, (double) steps));
      return builder.reshape(mean, 1, 1);
    }
  }

  private record FirstLogit() implements Loss {
    @Override
    public Value build(Builder builder, Value logits, Value labels) {
      return builder.reshape(logits);
    }
  }

  /// The network, whose weights and drive are given as arguments.
  public Network network() {
    return Network.named(
        "recurrent",
        dt(ms(step)),
        n -> {
          var lif = Lif.nextStepReset().tauMembrane(ms(tauMembrane)).threshold(threshold);
          var cells = n.population(CELLS, neurons, lif);
          n.drive(cells, constant(0));
          n.project(
              cells,
              cells,
              dense()
                  .weights(constant(0))
                  .delays(declared())
                  .synapse(exponential(ms(tauSynapse)))
                  .queue(queue));
          n.record(spikes(cells));
        });
  }

  /// The bounds of the delays that are handed in.
  private Delays declared() {
    IntSummaryStatistics range = Arrays.stream(delays.toInts()).summaryStatistics();
    return uniform(ms(range.getMin() * step), ms(range.getMax() * step));
  }
}
