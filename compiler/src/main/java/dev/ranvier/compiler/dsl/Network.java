package dev.ranvier.compiler.dsl;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.problem.Caller;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.unit.TimeStep;
import java.util.function.Consumer;

/// A spiking neural network as its user declares it; what is compiled, run and trained.
///
///     Network net = Network.named("yinyang", dt(ms(0.05)), n -> {
///       var in = n.input("in", 4);
///       var hidden = n.population("hidden", 120, Lif.exactReset().tauMembrane(ms(10)));
///       n.project(in, hidden, dense().weights(normal(0, 0.8)).delays(uniform(ms(0.05), ms(1))));
///       n.record(spikes(hidden));
///     });
public record Network(NetworkGraph graph) {
  /// @param dt the step that time advances by
  /// @param body declares the network's parts
  /// @throws NetworkException with everything that is wrong with the network
  public static Network named(String name, TimeStep dt, Consumer<Declarations> body) {
    Declarations declarations = new Declarations();
    body.accept(declarations);
    return new Network(declarations.graph(name, dt, Caller.location()));
  }

  public String name() {
    return graph.name();
  }

  public TimeStep dt() {
    return graph.dt();
  }

  @Override
  public String toString() {
    return graph.text();
  }
}
