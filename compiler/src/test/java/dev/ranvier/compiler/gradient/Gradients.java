package dev.ranvier.compiler.gradient;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.autodiff.Gradient;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.pass.DrawParameters;
import dev.ranvier.compiler.pass.TrainedNumber;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.Targets;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The metrics of a batch, and the gradients of its loss by the names of what is trained.
record Gradients(Map<String, Tensor> metrics, Map<String, Tensor> gradients) {
  private static final long SEED = 5;
  private static final String PORT = "ranvier.port";

  /// Of the module of events, by the reference evaluator.
  ///
  /// @param given spikes of the inputs, labels, and parameters other than those that are drawn, by
  ///   the names of their ports
  static Gradients of(NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given) {
    return of(graph, recipe, steps, given, Cuts.NONE);
  }

  /// The same, with the time loop cut.
  static Gradients of(
      NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given, Cuts cuts) {
    Function gradient = gradient(graph, recipe, steps, given, cuts);
    return of(Module.of(graph.name(), gradient), gradient, graph, recipe, given);
  }

  /// Of the module that is shipped, after all passes.
  static Gradients lowered(
      NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given) {
    return lowered(graph, recipe, steps, given, Cuts.NONE);
  }

  /// The same, with the time loop cut.
  static Gradients lowered(
      NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given, Cuts cuts) {
    Function gradient = gradient(graph, recipe, steps, given, cuts);
    return lowered(Targets.cpu(), gradient, graph, recipe, given);
  }

  /// Of the module that is shipped to another target, where projections are laid out for it.
  static Gradients loweredFor(
      Target target, NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given) {
    Function gradient = gradient(target, graph, recipe, steps, given, Cuts.NONE);
    return lowered(target, gradient, graph, recipe, given);
  }

  private static Gradients lowered(
      Target target,
      Function gradient,
      NetworkGraph graph,
      Recipe recipe,
      Map<String, Tensor> given) {
    Module lowered = Compiler.target(target).lower(Module.of(graph.name(), withPorts(gradient)));
    return of(lowered, gradient, graph, recipe, given);
  }

  /// How fast the loss changes if parameters are moved, by forward mode.
  ///
  /// @param tangents of the parameters that are moved, by their names
  static double slope(
      NetworkGraph graph,
      Recipe recipe,
      int steps,
      Map<String, Tensor> given,
      Map<String, Tensor> tangents) {
    return slope(graph, recipe, steps, given, tangents, UnaryOperator.identity());
  }

  /// Of the module that is shipped, after all passes.
  static double loweredSlope(
      NetworkGraph graph,
      Recipe recipe,
      int steps,
      Map<String, Tensor> given,
      Map<String, Tensor> tangents) {
    return slope(graph, recipe, steps, given, tangents, Compiler.target(Targets.cpu())::lower);
  }

  private static double slope(
      NetworkGraph graph,
      Recipe recipe,
      int steps,
      Map<String, Tensor> given,
      Map<String, Tensor> tangents,
      UnaryOperator<Module> passes) {
    Function loss = loss(graph, recipe, steps, given);
    List<String> names = loss.argumentAttributes().stream().map(Gradients::port).toList();
    List<Integer> wrt =
        IntStream.range(0, names.size())
            .filter(i -> tangents.containsKey(names.get(i)))
            .boxed()
            .toList();
    Function jvp = withPorts(Gradient.jvp(loss, wrt));
    Map<String, Tensor> known = drawn(graph, recipe);
    known.putAll(given);
    List<Tensor> arguments = new ArrayList<>();
    names.forEach(name -> arguments.add(Objects.requireNonNull(known.get(name), name)));
    wrt.forEach(i -> arguments.add(Objects.requireNonNull(tangents.get(names.get(i)))));
    Module module = passes.apply(Module.of(graph.name(), jvp));
    return Evaluator.evaluate(module, jvp.name(), arguments)
        .get(loss.resultAttributes().size())
        .asDouble(0);
  }

  private static Function loss(
      NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given) {
    long batch = Objects.requireNonNull(given.get("labels")).size();
    Plan plan = Plan.of(graph, Targets.cpu(), batch, SEED);
    return BuildTrainingModule.evaluate(graph, plan, recipe, steps).function("main").orElseThrow();
  }

  /// The same with a name for each gradient or tangent, as a module that is lowered has to have.
  private static Function withPorts(Function gradient) {
    return new Function(
        gradient.name(),
        true,
        gradient.body(),
        named(gradient.argumentAttributes(), "tangent", Role.PARAMETER),
        named(gradient.resultAttributes(), "gradient", Role.METRIC),
        gradient.location());
  }

  private static List<Map<String, Attribute>> named(
      List<Map<String, Attribute>> all, String name, Role role) {
    List<Map<String, Attribute>> named = new ArrayList<>();
    for (Map<String, Attribute> said : all) {
      named.add(port(said).isEmpty() ? PortAttributes.of(name + named.size(), role) : said);
    }
    return named;
  }

  Tensor gradient(String port) {
    return Objects.requireNonNull(gradients.get(port), port);
  }

  Tensor metric(String port) {
    return Objects.requireNonNull(metrics.get(port), port);
  }

  private static Function gradient(
      NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given, Cuts cuts) {
    return gradient(Targets.cpu(), graph, recipe, steps, given, cuts);
  }

  private static Function gradient(
      Target target,
      NetworkGraph graph,
      Recipe recipe,
      int steps,
      Map<String, Tensor> given,
      Cuts cuts) {
    long batch = Objects.requireNonNull(given.get("labels")).size();
    Plan plan = Plan.of(graph, target, batch, SEED);
    Function gradient =
        BuildTrainingModule.update(graph, plan, recipe, steps, cuts)
            .function("gradient")
            .orElseThrow();
    return new Function(
        gradient.name(),
        true,
        gradient.body(),
        gradient.argumentAttributes(),
        gradient.resultAttributes(),
        gradient.location());
  }

  private static Gradients of(
      Module module,
      Function gradient,
      NetworkGraph graph,
      Recipe recipe,
      Map<String, Tensor> given) {
    Map<String, Tensor> known = drawn(graph, recipe);
    known.putAll(given);
    List<String> names = gradient.argumentAttributes().stream().map(Gradients::port).toList();
    List<Tensor> arguments = new ArrayList<>();
    names.forEach(name -> arguments.add(Objects.requireNonNull(known.get(name), name)));
    List<Tensor> results = Evaluator.evaluate(module, gradient.name(), arguments);
    Map<String, Tensor> metrics = new LinkedHashMap<>();
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      String port = port(gradient.resultAttributes().get(i));
      if (port.isEmpty()) {
        gradients.put(names.get(gradients.size()), results.get(i));
      } else {
        metrics.put(port, results.get(i));
      }
    }
    return new Gradients(metrics, gradients);
  }

  private static String port(Map<String, Attribute> attributes) {
    return attributes.get(PORT) instanceof Attribute.Text(String name) ? name : "";
  }

  /// What the seed draws, delays that are trained in ms.
  static Map<String, Tensor> drawn(NetworkGraph graph, Recipe recipe) {
    Map<String, Tensor> drawn = new LinkedHashMap<>(DrawParameters.draw(graph, SEED));
    for (Projection projection : graph.projections()) {
      if (recipe.trainsDelays(projection.name())) {
        Tensor steps = Objects.requireNonNull(drawn.get(projection.delaysPort()));
        double[] milliseconds = steps.toDoubles();
        for (int i = 0; i < milliseconds.length; i++) {
          milliseconds[i] *= graph.dt().length().milliseconds();
        }
        TensorType type = steps.type().withElement(ElementType.F32);
        drawn.put(projection.latenciesPort(), Tensor.ofDoubles(type, milliseconds));
      }
    }
    TrainedNumber.of(graph, recipe).forEach(one -> drawn.put(one.port(), one.initial()));
    return drawn;
  }
}
