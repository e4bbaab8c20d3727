package dev.ranvier.tests.networks;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.uniform;
import static dev.ranvier.compiler.dsl.Declare.voltage;

import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.Lif;
import dev.ranvier.compiler.parameter.Weights;
import dev.ranvier.compiler.queue.Queue;
import dev.ranvier.compiler.unit.Time;

/// An input and neurons that are all joined to each other by queues of one kind: with mixed delays
/// where the kind takes them.
///
/// @param channels of the input
/// @param cells how many neurons
/// @param driving weights of the input
/// @param delay where all are equal
public record RecurrentOfKind(int channels, int cells, Weights driving, Time delay) {
  public Network network(Queue queue) {
    boolean mixed = queue.kind().equals("ring") || queue.kind().equals("lossy_ring");
    return Network.named(
        queue.kind(),
        dt(ms(0.5)),
        n -> {
          var in = n.input("in", channels);
          var neurons = n.population("cells", cells, Lif.exactReset().reset(-0.25));
          n.project(in, neurons, dense().weights(driving));
          n.project(
              neurons,
              neurons,
              dense()
                  .weights(normal(0.1, 0.3))
                  .delays(mixed ? uniform(ms(0.5), ms(7)) : constant(delay))
                  .queue(queue));
          n.record(spikes(neurons), voltage(neurons));
        });
  }
}
