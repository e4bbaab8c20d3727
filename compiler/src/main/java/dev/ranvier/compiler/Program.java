package dev.ranvier.compiler;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.pass.DrawParameters;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.schedule.Schedule;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.text.Printer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A compiled network: the text that a runtime loads, and what it takes and gives.
public final class Program {
  private final NetworkGraph graph;
  private final Settings settings;
  private final Target target;
  private final Plan plan;
  private final Module event;
  private final Module lowered;

  Program(
      NetworkGraph graph,
      Settings settings,
      Target target,
      Plan plan,
      Module event,
      Module lowered) {
    this.graph = graph;
    this.settings = settings;
    this.target = target;
    this.plan = plan;
    this.event = event;
    this.lowered = lowered;
  }

  public String name() {
    return graph.name();
  }

  public NetworkGraph graph() {
    return graph;
  }

  public Settings settings() {
    return settings;
  }

  public Target target() {
    return target;
  }

  /// Which layout each projection has, and which it could have had.
  public Plan plan() {
    return plan;
  }

  /// The inputs and outputs of [#module]'s `main`.
  public Signature signature() {
    return PortAttributes.signatureOf(function("main"));
  }

  /// The module to ship: one public function, `main`, which runs `settings().steps()` steps. It
  /// says which version of StableHLO it needs.
  public Module module() {
    return Shipped.of(
        new Module(
            graph.name(),
            lowered.attributes(),
            lowered.meshes(),
            lowered.functions().stream()
                .filter(function -> !function.name().equals("initial"))
                .toList()));
  }

  /// [#module] as StableHLO text.
  public String text() {
    return Printer.print(module());
  }

  /// [#initialModule] as StableHLO text.
  public String initialText() {
    return Printer.print(initialModule());
  }

  public Stages stages() {
    return new Stages(graph, event, module());
  }

  /// A module whose `main` takes nothing and gives the initial state: the ports of
  /// `signature().carried()`, in that order. For states too large to be sent.
  public Module initialModule() {
    Function initial = function("initial");
    return Shipped.of(
        Module.of(
            graph.name() + "_initial",
            new Function(
                "main",
                true,
                initial.body(),
                initial.argumentAttributes(),
                initial.resultAttributes(),
                initial.location())));
  }

  /// The initial state by the names of its ports, as [#initialModule] gives it.
  public Map<String, Tensor> initialState() {
    List<Tensor> values = Evaluator.evaluate(initialModule(), "main", List.of());
    Map<String, Tensor> state = new LinkedHashMap<>();
    List<Port> ports = signature().carried();
    for (int i = 0; i < ports.size(); i++) {
      state.put(ports.get(i).name(), values.get(i));
    }
    return Collections.unmodifiableMap(state);
  }

  /// The weights and delays that the settings' seed draws, and the wiring of sparse projections, by
  /// the names of their ports, which `Projection` describes.
  public Map<String, Tensor> parameters() {
    return DrawParameters.draw(graph, settings.seed());
  }

  /// One call from the initial state in plain Java, on the network's events, before anything is
  /// lowered: slow, needs no device, and what every device must agree with.
  ///
  /// @param given the spikes of each input, and parameters in the place of drawn ones, by the names
  ///   of their ports
  /// @return states that are tensors, counts and records, by the names of their ports
  /// @throws IllegalArgumentException if an input is missing or of another type
  public Map<String, Tensor> evaluate(Map<String, Tensor> given) {
    return ReferenceRun.run(event, ReferenceRun.arguments(this, given));
  }

  /// Which queue each projection has, where it is placed, how it is lowered, and why; and for chips
  /// whose memory is limited, whether it all fits.
  public String explain() {
    String schedule = target.memory().map(memory -> schedule().words(memory)).orElse("");
    return Explanation.of(graph, target, plan) + schedule;
  }

  /// What a call needs of a chip whose schedule is fixed when it is compiled. Loops count once.
  public Schedule schedule() {
    return Schedule.of(function("main"), signature(), settings.steps().count());
  }

  private Function function(String wanted) {
    return lowered.function(wanted).orElseThrow();
  }
}
