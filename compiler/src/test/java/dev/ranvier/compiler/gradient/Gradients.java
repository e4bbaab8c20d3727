package dev.ranvier.compiler.gradient;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.pass.DrawParameters;
import dev.ranvier.compiler.pass.TrainedNumber;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
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
    Module lowered =
        Compiler.target(Targets.cpu()).lower(Module.of(graph.name(), withPorts(gradient)));
    return of(lowered, gradient, graph, recipe, given);
  }

  /// The same with a name for each gradient, as a module that is lowered has to have.
  private static Function withPorts(Function gradient) {
    List<Map<String, Attribute>> results = new ArrayList<>();
    for (Map<String, Attribute> said : gradient.resultAttributes()) {
      results.add(
          port(said).isEmpty()
              ? PortAttributes.of("gradient" + results.size(), Role.METRIC)
              : said);
    }
    return new Function(
        gradient.name(),
        true,
        gradient.body(),
        gradient.argumentAttributes(),
        results,
        gradient.location());
  }

  Tensor gradient(String port) {
    return Objects.requireNonNull(gradients.get(port), port);
  }

  Tensor metric(String port) {
    return Objects.requireNonNull(metrics.get(port), port);
  }

  private static Function gradient(
      NetworkGraph graph, Recipe recipe, int steps, Map<String, Tensor> given, Cuts cuts) {
    long batch = Objects.requireNonNull(given.get("labels")).size();
    Plan plan = Plan.of(graph, Targets.cpu(), batch, SEED);
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
  private static Map<String, Tensor> drawn(NetworkGraph graph, Recipe recipe) {
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
