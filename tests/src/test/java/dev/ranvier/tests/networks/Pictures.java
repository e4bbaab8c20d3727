package dev.ranvier.tests.networks;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.convolution;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.normal;
import static dev.ranvier.compiler.dsl.Declare.pooling;
import static dev.ranvier.compiler.dsl.Declare.spikes;
import static dev.ranvier.compiler.dsl.Declare.voltage;

import dev.ranvier.compiler.connect.Convolution;
import dev.ranvier.compiler.connect.Pooling;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.neuron.LeakyReadout;
import dev.ranvier.compiler.neuron.Lif;

/// A network as for small pictures: a convolution, pooling, a readout; the convolution's spikes
/// arrive late.
public final class Pictures {
  private static final Convolution FIRST = Convolution.over(6, 6, 1).outputs(3).padding(1);
  private static final Pooling SECOND = Pooling.over(6, 6, 3);

  private Pictures() {}

  public static Network network() {
    var lif = Lif.exactReset().tauMembrane(ms(5));
    var synapse = exponential(ms(2));
    return Network.named(
        "pictures",
        dt(ms(0.5)),
        n -> {
          var pixels = n.input("pixels", 36);
          var features = n.population("features", 108, lif);
          var pooled = n.population("pooled", 27, lif);
          var label = n.population("label", 4, LeakyReadout.tau(ms(8)));
          n.project(
              pixels,
              features,
              convolution(FIRST)
                  .weights(normal(0.6, 0.6))
                  .delays(constant(ms(1.5)))
                  .synapse(synapse));
          n.project(features, pooled, pooling(SECOND).weights(constant(0.8)).synapse(synapse));
          n.project(pooled, label, dense().weights(normal(0, 0.4)).synapse(synapse));
          n.record(spikes(features), spikes(pooled), voltage(label));
        });
  }
}
