package dev.ranvier.compiler;

import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.pass.DrawParameters;
import dev.ranvier.compiler.pass.TrainedNumber;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.PortAttributes;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.compiler.signature.Signature;
import dev.ranvier.compiler.train.CheckpointPlan;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A network compiled for training: one program that makes an update from a batch, and one that
/// evaluates a batch.
public final class TrainingProgram {
  private final NetworkGraph graph;
  private final Settings settings;
  private final Recipe recipe;
  private final Plan plan;
  private final CheckpointPlan checkpoints;
  private final Module eventUpdate;
  private final Module update;
  private final Module evaluate;
  private final Supplier<Module> gradient;

  TrainingProgram(
      NetworkGraph graph,
      Settings settings,
      Recipe recipe,
      Plan plan,
      CheckpointPlan checkpoints,
      Module eventUpdate,
      Module update,
      Module evaluate,
      Supplier<Module> gradient) {
    this.graph = graph;
    this.settings = settings;
    this.recipe = recipe;
    this.plan = plan;
    this.checkpoints = checkpoints;
    this.eventUpdate = eventUpdate;
    this.update = update;
    this.evaluate = evaluate;
    this.gradient = gradient;
  }

  public NetworkGraph graph() {
    return graph;
  }

  public Settings settings() {
    return settings;
  }

  public Recipe recipe() {
    return recipe;
  }

  /// Which layout each projection has.
  public Plan plan() {
    return plan;
  }

  /// What of a batch is kept for its way back, and how much memory that is planned to take.
  public CheckpointPlan checkpoints() {
    return checkpoints;
  }

  /// The update before it is lowered: a module of event ops.
  public Module eventModule() {
    return eventUpdate;
  }

  /// Takes the number of the update, what is trained and what the optimiser keeps (states), the
  /// other parameters, and a batch: the spikes of the inputs and labels. Gives the states after the
  /// update, and metrics.
  public Signature updateSignature() {
    return PortAttributes.signatureOf(main(update));
  }

  /// Takes parameters and a batch, gives metrics.
  public Signature evaluateSignature() {
    return PortAttributes.signatureOf(main(evaluate));
  }

  /// The updating program as StableHLO text.
  public String updateText() {
    return Printer.print(Shipped.of(update));
  }

  /// The evaluating program as StableHLO text.
  public String evaluateText() {
    return Printer.print(Shipped.of(evaluate));
  }

  /// The update, to ship.
  public Module updateModule() {
    return Shipped.of(update);
  }

  /// A program that takes what the evaluating one takes, and gives what it gives and the gradient
  /// of the loss by each trained parameter (`in->hidden.weights.gradient`).
  public Module gradientModule() {
    return Shipped.of(gradient.get());
  }

  private static Function main(Module module) {
    return module.function("main").orElseThrow();
  }

  /// The parameters that the settings' seed draws, by the names of their ports; delays that are
  /// trained in ms. Constants and initial states that are trained are as their models declare them.
  public Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    DrawParameters.draw(graph, settings.seed())
        .forEach(
            (name, drawn) ->
                latencies(name)
                    .ifPresentOrElse(
                        projection ->
                            parameters.put(projection.latenciesPort(), milliseconds(drawn)),
                        () -> parameters.put(name, drawn)));
    TrainedNumber.of(graph, recipe).forEach(one -> parameters.put(one.port(), one.initial()));
    return parameters;
  }

  private Optional<Projection> latencies(String name) {
    return graph.projections().stream()
        .filter(one -> one.delaysPort().equals(name) && recipe.trainsDelays(one.name()))
        .findFirst();
  }

  private Tensor milliseconds(Tensor steps) {
    double each = graph.dt().length().milliseconds();
    TensorType type = steps.type().withElement(ElementType.F32);
    double[] values = new double[steps.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = steps.asLong(i) * each;
    }
    return Tensor.ofDoubles(type, values);
  }

  private static Tensor zeros(TensorType type) {
    return Tensor.of(Literal.splat(type, 0L));
  }

  /// The states before the first update: drawn parameters, and zeros for all else.
  public Map<String, Tensor> initialState() {
    Map<String, Tensor> drawn = parameters();
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (Port port : updateSignature().inputs(Role.STATE)) {
      Tensor given = drawn.get(port.name());
      state.put(port.name(), given == null ? zeros(port.type()) : given);
    }
    return state;
  }
}
