package dev.ranvier.compiler;

import dev.ranvier.compiler.autodiff.Cuts;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.pass.BuildEventModule;
import dev.ranvier.compiler.pass.BuildTrainingModule;
import dev.ranvier.compiler.pass.DonateState;
import dev.ranvier.compiler.pass.HoldInitialStates;
import dev.ranvier.compiler.pass.KeptOfSteps;
import dev.ranvier.compiler.pass.LookUpByProducts;
import dev.ranvier.compiler.pass.LowerDerivatives;
import dev.ranvier.compiler.pass.LowerQueues;
import dev.ranvier.compiler.pass.LowerSpikes;
import dev.ranvier.compiler.pass.LowerTimeLoops;
import dev.ranvier.compiler.pass.ObjectiveChecks;
import dev.ranvier.compiler.pass.OutlineTimeLoop;
import dev.ranvier.compiler.pass.PlaceProjections;
import dev.ranvier.compiler.pass.RecipeNames;
import dev.ranvier.compiler.pass.UnrollTimeLoops;
import dev.ranvier.compiler.plan.Plan;
import dev.ranvier.compiler.precision.EmulateDoubles;
import dev.ranvier.compiler.precision.SingleFloats;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.problem.Problems;
import dev.ranvier.compiler.simplify.Simplify;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.compiler.target.TimeLoops;
import dev.ranvier.compiler.train.CheckpointPlan;
import dev.ranvier.compiler.train.Checkpointing;
import dev.ranvier.compiler.train.Recipe;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.VerificationException;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Compiles networks for one target.
///
///     Program program = Compiler.target(cpu()).compile(net, Settings.batch(64).steps(250).seed(1));
public final class Compiler {
  /// A pass and the stage that its module is verified for.
  record Pass(String name, Stage stage, UnaryOperator<Module> run) {}

  private final Target target;

  private Compiler(Target target) {
    this.target = target;
  }

  public static Compiler target(Target target) {
    return new Compiler(target);
  }

  /// THE list of passes, in order. Each is verified after it has run.
  private List<Pass> passes() {
    List<Pass> passes = new ArrayList<>();
    passes.add(new Pass("LowerDerivatives", Stage.EVENT, LowerDerivatives::run));
    passes.add(
        new Pass("PlaceProjections", Stage.EVENT, module -> PlaceProjections.run(module, target)));
    passes.add(new Pass("LowerQueues", Stage.EVENT, module -> LowerQueues.run(module, target)));
    if (target.time() == TimeLoops.UNROLLED) {
      passes.add(new Pass("LookUpByProducts", Stage.EVENT, LookUpByProducts::run));
    }
    passes.add(new Pass("LowerSpikes", Stage.EVENT, LowerSpikes::run));
    passes.add(
        switch (target.time()) {
          case ONE_KERNEL, WHILE -> new Pass("LowerTimeLoops", Stage.TENSOR, LowerTimeLoops::run);
          case UNROLLED -> new Pass("UnrollTimeLoops", Stage.TENSOR, UnrollTimeLoops::run);
        });
    Pass simplify = new Pass("Simplify", Stage.TENSOR, Simplify::run);
    passes.add(simplify);
    switch (target.doubles()) {
      case NATIVE -> {}
      case PAIRS -> {
        passes.add(new Pass("EmulateDoubles", Stage.TENSOR, EmulateDoubles::run));
        passes.add(simplify);
      }
      case SINGLE -> {
        passes.add(new Pass("SingleFloats", Stage.TENSOR, SingleFloats::run));
        passes.add(simplify);
      }
    }
    if (target.time() == TimeLoops.ONE_KERNEL) {
      passes.add(new Pass("OutlineTimeLoop", Stage.TENSOR, OutlineTimeLoop::run));
    }
    if (target.holds()) {
      passes.add(new Pass("HoldInitialStates", Stage.TENSOR, HoldInitialStates::run));
    }
    if (target.donates()) {
      passes.add(new Pass("DonateState", Stage.TENSOR, DonateState::run));
    }
    return List.copyOf(passes);
  }

  /// @throws NetworkException if the settings make no sense
  /// @throws CompilerException if a pass fails, which is our fault
  public Program compile(Network network, Settings settings) {
    return compile(network, settings, Map.of());
  }

  /// As above, with numbers that were trained beside weights and delays.
  ///
  /// @param learned `f32` of `[neurons]`, by the ports that a training has for them, in the order
  ///   of the program's inputs: constants of models become parameters of the program, to be given
  ///   with every call; states begin with theirs
  public Program compile(Network network, Settings settings, Map<String, Tensor> learned) {
    problems(network, settings).throwIfAny();
    Plan plan = Plan.of(network.graph(), target, settings.batch(), settings.seed());
    Module event = build(network.graph(), plan, settings, learned);
    return new Program(network.graph(), settings, target, plan, event, lowered(event));
  }

  /// Compiles a network for training.
  ///
  /// @param settings the batch and the number of steps of a sample; their seed draws the parameters
  /// @throws NetworkException if the settings or the recipe make no sense for the network, or the
  ///   target runs no loops
  /// @throws CompilerException if a pass fails, which is our fault
  public TrainingProgram train(Network network, Settings settings, Recipe recipe) {
    return train(network, settings, recipe, Checkpointing.none());
  }

  /// As above, with less kept of a run than all that its way back needs.
  ///
  /// @throws NetworkException if nothing keeps to a budget of memory, too
  public TrainingProgram train(
      Network network, Settings settings, Recipe recipe, Checkpointing checkpointing) {
    NetworkGraph graph = network.graph();
    Problems problems = problems(network, settings);
    RecipeNames.check(problems, graph, recipe);
    ObjectiveChecks.check(problems, graph, recipe);
    problems.require(
        target.time() != TimeLoops.UNROLLED,
        "target " + target,
        "one with loops, since the way back through a run is one",
        "train for cpu, gpu or tpu, and run what was trained on " + target);
    problems.throwIfAny();
    Plan plan = Plan.of(graph, target, settings.batch(), settings.seed());
    int steps = settings.steps().count();
    Module whole =
        written(graph, () -> BuildTrainingModule.update(graph, plan, recipe, steps, Cuts.NONE));
    Module loweredWhole = lowered(whole);
    long step = KeptOfSteps.bytes(loweredWhole, steps);
    long state = BuildTrainingModule.stateBytes(graph, plan);
    var cost = new CheckpointPlan.Cost(steps, step, state);
    CheckpointPlan checkpoints = planned(checkpointing, cost, graph, settings);
    Cuts cuts = checkpoints.cuts();
    boolean cut = !cuts.equals(Cuts.NONE);
    Module update =
        cut
            ? written(graph, () -> BuildTrainingModule.update(graph, plan, recipe, steps, cuts))
            : whole;
    Module evaluate =
        written(graph, () -> BuildTrainingModule.evaluate(graph, plan, recipe, steps));
    return new TrainingProgram(
        graph,
        settings,
        recipe,
        plan,
        checkpoints,
        update,
        cut ? lowered(update) : loweredWhole,
        lowered(evaluate),
        () ->
            lowered(
                written(
                    graph, () -> BuildTrainingModule.gradient(graph, plan, recipe, steps, cuts))));
  }

  private static CheckpointPlan planned(
      Checkpointing checkpointing,
      CheckpointPlan.Cost cost,
      NetworkGraph graph,
      Settings settings) {
    Optional<CheckpointPlan> plan = CheckpointPlan.of(checkpointing, cost);
    Problems problems =
        Problems.none("training of network \"" + graph.name() + '"', settings.location());
    problems.require(
        plan.isPresent(),
        "checkpointing " + checkpointing,
        "at least %d bytes".formatted(CheckpointPlan.smallest(cost).bytes()),
        "give more, or train with fewer samples or steps at a time");
    problems.throwIfAny();
    return plan.orElseThrow();
  }

  private static Module written(NetworkGraph graph, Supplier<Module> build) {
    Pass first = new Pass("BuildTrainingModule", Stage.EVENT, _ -> build.get());
    return run(first, Module.of(graph.name()));
  }

  /// Lowers a module that is no network's: queues and time loops that were built by hand. Its
  /// public functions are what a runtime calls.
  ///
  /// @return a module to ship, with nothing but tensor ops
  /// @throws VerificationException if the module is not a sound one of event ops
  /// @throws CompilerException if a pass fails, which is our fault
  public Module lower(Module event) {
    Verifier.verifyOrThrow(event, Stage.EVENT);
    return Shipped.of(lowered(event));
  }

  private Module lowered(Module event) {
    Module module = event;
    for (Pass pass : passes()) {
      module = run(pass, module);
    }
    target.require(module);
    return module;
  }

  private static Problems problems(Network network, Settings settings) {
    Problems problems =
        Problems.none("run of network \"" + network.name() + '"', settings.location());
    problems.require(
        settings.batch() >= 1,
        "batch " + settings.batch(),
        "at least 1",
        "give a batch of 1 or more");
    problems.require(
        settings.steps().count() >= 1,
        "number of steps " + settings.steps().count(),
        "at least 1",
        "give the number of steps that one call runs");
    return problems;
  }

  private static Module build(
      NetworkGraph graph, Plan plan, Settings settings, Map<String, Tensor> learned) {
    Pass first =
        new Pass(
            "BuildEventModule",
            Stage.EVENT,
            _ -> BuildEventModule.build(graph, plan, settings.steps().count(), learned));
    return run(first, Module.of(graph.name()));
  }

  static Module run(Pass pass, Module before) {
    Module after;
    try {
      after = pass.run().apply(before);
    } catch (TargetException refusal) {
      throw refusal;
    } catch (RuntimeException failure) {
      throw new CompilerException(pass.name(), Optional.of(before), Optional.empty(), failure);
    }
    try {
      Verifier.verifyOrThrow(after, pass.stage());
    } catch (RuntimeException failure) {
      throw new CompilerException(pass.name(), Optional.of(before), Optional.of(after), failure);
    }
    return after;
  }
}
