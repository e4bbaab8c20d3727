package dev.ranvier.compiler.pass;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import dev.ranvier.models.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Modules that can be run whole before and after every pass: one more function, `whole`, calls
/// `initial` and then `main`, and gives all that is no queue. So no queue has to leave the module.
final class Runs {
  static final int BATCH = 2;
  static final int STEPS = 60;
  static final long SEED = 5;

  private static final Location HERE = Location.of("Runs", 1);

  private Runs() {}

  static Stream<NetworkGraph> graphs() {
    return Stream.of(
        Models.feedForward("small", 6).graph(),
        Models.recurrent().graph(),
        Models.merging().graph());
  }

  static Module event(NetworkGraph graph) {
    return withWhole(BuildEventModule.build(graph, plan(graph), STEPS));
  }

  /// @param module of events, with `initial` and `main`
  static Module withWhole(Module module) {
    List<Function> functions = new ArrayList<>(module.functions());
    functions.add(whole(module));
    return new Module(module.name(), Map.of(), functions);
  }

  /// The same network with all of its projections in one layout.
  static NetworkGraph laidOut(NetworkGraph graph, String layout) {
    List<Projection> projections =
        graph.projections().stream().map(projection -> projection.withLayout(layout)).toList();
    return new NetworkGraph(
        graph.name(),
        graph.dt(),
        graph.inputs(),
        graph.populations(),
        graph.drives(),
        projections,
        graph.recorders(),
        graph.location());
  }

  static Plan plan(NetworkGraph graph) {
    return Plan.of(graph, Targets.cpu(), BATCH, SEED);
  }

  private static Function whole(Module module) {
    Function initial = module.function("initial").orElseThrow();
    Function main = module.function("main").orElseThrow();
    List<Type> states = initial.type().results();
    List<Type> inputs = main.type().inputs();
    Builder builder = new Builder(inputs.subList(0, inputs.size() - states.size()), HERE);
    List<Value> arguments = new ArrayList<>(builder.arguments());
    arguments.addAll(builder.call("initial", List.of(), states));
    List<Value> results = builder.call("main", arguments, main.type().results());
    builder.functionReturns(
        results.stream().filter(value -> value.type() instanceof TensorType).toList());
    return Function.of("whole", true, builder.build(), HERE);
  }

  /// Runs `whole` from step 0 on random spikes and the parameters that the seed draws.
  static List<Tensor> run(Module module, NetworkGraph graph) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Tensor> arguments = new ArrayList<>();
    arguments.add(Tensor.scalar(ElementType.I32, 0L));
    graph.inputs().forEach(input -> arguments.add(spikes(random, input.size())));
    arguments.addAll(DrawParameters.draw(graph, SEED).values());
    return Evaluator.evaluate(module, "whole", arguments);
  }

  static Tensor spikes(SplittableRandom random, int channels) {
    TensorType type = TensorType.of(ElementType.U8, STEPS, BATCH, channels);
    int[] drawn = new int[(int) type.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = random.nextInt(10) == 0 ? 1 : 0;
    }
    return Tensor.ofInts(type, drawn);
  }

  /// The names of a lowered `main`'s inputs of a role.
  static List<String> inputs(Module module, Role role) {
    Function main = module.function("main").orElseThrow();
    return PortAttributes.signatureOf(main).inputs(role).stream().map(Port::name).toList();
  }
}
