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
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.parameter.Delays;
import dev.ranvier.compiler.queue.Fifo;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.eval.Tensor;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.Map;

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

  /// The program and its arguments, for a CPU.
  public Work lowered() {
    Program program =
        Compiler.target(Targets.cpu()).compile(network(), Settings.batch(1).steps(steps));
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

  Network network() {
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

  /// What the network is built for. A FIFO has to be told one delay; each synapse has one of its
  /// own that never changes, so its events stay in order.
  private Delays declared() {
    IntSummaryStatistics range = Arrays.stream(delays.toInts()).summaryStatistics();
    return queue instanceof Fifo
        ? constant(ms(range.getMax() * step))
        : uniform(ms(range.getMin() * step), ms(range.getMax() * step));
  }
}
