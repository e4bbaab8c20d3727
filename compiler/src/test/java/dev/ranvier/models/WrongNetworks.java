package dev.ranvier.models;

import static dev.ranvier.compiler.dsl.Declare.constant;
import static dev.ranvier.compiler.dsl.Declare.dense;
import static dev.ranvier.compiler.dsl.Declare.dt;
import static dev.ranvier.compiler.dsl.Declare.explicit;
import static dev.ranvier.compiler.dsl.Declare.exponential;
import static dev.ranvier.compiler.dsl.Declare.ms;
import static dev.ranvier.compiler.dsl.Declare.spikes;

import dev.ranvier.compiler.dsl.Connection;
import dev.ranvier.compiler.dsl.Declarations;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.neuron.Lif;
import java.util.function.BiConsumer;

/// Networks with mistakes in them.
public final class WrongNetworks {
  private WrongNetworks() {}

  /// A network that is right, with dt 1 ms, `in` of 2 and `out` of 3, and one more declaration.
  public static Network with(BiConsumer<Declarations, Node.Population> more) {
    return Network.named(
        "net",
        dt(ms(1)),
        n -> {
          n.input("in", 2);
          var out = n.population("out", 3, Lif.exactReset());
          n.record(spikes(out));
          more.accept(n, out);
        });
  }

  public static Network withNeuron(Lif neuron) {
    return with((n, out) -> n.population("p", 1, neuron));
  }

  public static Network withProjection(Connection connection) {
    return with((n, out) -> n.project(n.input("x", 2), out, connection));
  }

  /// The mistake of the house's example.
  public static Network offGrid() {
    return withProjection(dense().delays(constant(ms(3.2))));
  }

  public static Network manyMistakes() {
    return Network.named(
        "many",
        dt(ms(1)),
        n -> {
          var in = n.input("in", 0);
          var in2 = n.input("in", 2);
          var out = n.population("out", 2, Lif.exactReset().tauMembrane(ms(-1)));
          n.project(in, out, dense());
          n.project(in2, out, dense().name("p").weights(explicit(new double[][] {{1}, {2}})));
          n.project(out, out, dense().synapse(exponential(ms(0))));
        });
  }
}
