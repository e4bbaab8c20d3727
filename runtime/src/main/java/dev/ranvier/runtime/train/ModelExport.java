package dev.ranvier.runtime.train;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.compiler.Program;
import dev.ranvier.compiler.Settings;
import dev.ranvier.compiler.dsl.Network;
import dev.ranvier.compiler.graph.NetworkGraph;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.compiler.graph.Projection;
import dev.ranvier.compiler.graph.Recorder;
import dev.ranvier.compiler.queue.Ring;
import dev.ranvier.compiler.signature.Port;
import dev.ranvier.compiler.signature.Role;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.inference.model.BatchProgram;
import dev.ranvier.runtime.inference.model.ModelDescription;
import dev.ranvier.runtime.inference.model.ModelDescription.Lossy;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.inference.model.ModelPort;
import dev.ranvier.runtime.inference.model.ModelPort.Purpose;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Makes a model's file of what was trained: the network compiled to run, not to learn, with
/// nothing recorded but the population that is read, and the trained parameters beside it.
///
/// @param training that the parameters are from, or are as if from
/// @param batches a program is compiled for each size; the same size gives the same bits however
///   many samples there are in it, another size is another program
/// @param stepsPerCall of a program; empty: all of a sample's, or of a network that answers by the
///   first spike about a tenth, so that a run can end early
public record ModelExport(Training training, List<Integer> batches, OptionalInt stepsPerCall) {
  private static final int CALLS = 10;

  public ModelExport {
    batches = batches.stream().distinct().sorted().toList();
    if (batches.isEmpty() || batches.getFirst() < 1) {
      throw new TrainingInputException(
          "export: expected sizes of a batch from 1 on, got %s".formatted(batches));
    }
    int steps = training.steps();
    if (stepsPerCall.isPresent()
        && (stepsPerCall.getAsInt() < 1 || steps % stepsPerCall.getAsInt() != 0)) {
      throw new TrainingInputException(
          "export: expected steps of a call that divide the %d of a sample, got %d"
              .formatted(steps, stepsPerCall.getAsInt()));
    }
  }

  /// For batches of one size.
  public static ModelExport of(Training training, int batch) {
    return new ModelExport(training, List.of(batch), OptionalInt.empty());
  }

  /// The model with the parameters of a checkpoint.
  ///
  /// @throws CheckpointException if it can't be read, or is of another network
  public ModelFile ofCheckpoint(Path file) {
    Checkpoint checkpoint = Checkpoint.read(file);
    List<String> trained = TrainingDescription.graphOf(checkpoint.model());
    List<String> wanted = TrainingDescription.graph(training.network().graph());
    if (!trained.equals(wanted)) {
      throw new CheckpointException(
          """
          checkpoint %s: it is of another network; export the one it was trained with
          (- in the checkpoint, + in this program)
          %s\
          """
              .formatted(
                  file, LineDifference.of(String.join("\n", trained), String.join("\n", wanted))));
    }
    long seed = checkpoint.state().seeds().getOrDefault("training", training.seed());
    return new ModelExport(training.seed(seed), batches, stepsPerCall).of(checkpoint.parameters());
  }

  /// The model with parameters that were trained.
  ///
  /// @param parameters by the names of their ports, as [Trained] has them; those that are left out
  ///   are as they are drawn before a training
  /// @throws TrainingInputException if one of them does not fit the network, or the readout is none
  ///   that can be exported
  public ModelFile of(Map<String, HostArray> parameters) {
    NetworkGraph graph = training.network().graph();
    Answers.Read read = Answers.of(training.recipe().objective());
    Node.Population population = population(graph, training.recipe().objective().population());
    Network recorded =
        new Network(
            new NetworkGraph(
                graph.name(),
                graph.dt(),
                graph.inputs(),
                graph.populations(),
                graph.drives(),
                graph.projections(),
                List.of(new Recorder(read.quantity(), population, graph.location())),
                graph.location()));
    int each = training.target().stepsOfACall(stepsOfACall(read));
    Map<String, Tensor> learned = new LearnedNumbers(graph, training.recipe()).of(parameters);
    List<Program> programs =
        batches.stream()
            .map(
                batch ->
                    Compiler.target(training.target())
                        .compile(
                            recorded,
                            Settings.batch(batch).steps(each).seed(training.seed()),
                            learned))
            .toList();
    ModelDescription description =
        new ModelDescription(
            graph.name(),
            "1",
            training.target().name(),
            graph.dt().length().milliseconds(),
            training.steps(),
            each,
            population.size(),
            read.answer(),
            graph.projections().stream().filter(ModelExport::isLossy).map(this::lossy).toList());
    return new ModelFile(
        description,
        programs.stream().map(ModelExport::program).toList(),
        new ExportedParameters(graph, programs.getFirst(), learned).of(parameters));
  }

  private int stepsOfACall(Answers.Read read) {
    if (stepsPerCall.isPresent()) {
      return stepsPerCall.getAsInt();
    }
    int steps = training.steps();
    int each = read.answer().endsEarly() ? Math.max(1, steps / CALLS) : steps;
    while (steps % each != 0) {
      each--;
    }
    return each;
  }

  private static Node.Population population(NetworkGraph graph, String name) {
    return graph.populations().stream()
        .filter(population -> population.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TrainingInputException(
                    "export: the answer is read from population \"%s\", which network \"%s\" does not have"
                        .formatted(name, graph.name())));
  }

  private static boolean isLossy(Projection projection) {
    return projection.overflow() == Overflow.FAIL || !(projection.queue() instanceof Ring);
  }

  private Lossy lossy(Projection projection) {
    return new Lossy(
        projection.droppedPort(), projection.label(), projection.overflow() == Overflow.FAIL);
  }

  private static BatchProgram program(Program program) {
    return new BatchProgram(
        program.settings().batch(),
        program.text(),
        program.initialText(),
        program.signature().inputs().stream().map(ModelExport::port).toList(),
        program.signature().outputs().stream().map(ModelExport::port).toList());
  }

  private static ModelPort port(Port port) {
    return new ModelPort(port.name(), purpose(port.role()), ExportedParameters.type(port));
  }

  private static Purpose purpose(Role role) {
    return switch (role) {
      case STEP -> Purpose.STEP;
      case SEQUENCE -> Purpose.SEQUENCE;
      case PARAMETER -> Purpose.PARAMETER;
      case STATE -> Purpose.STATE;
      case COUNT -> Purpose.COUNT;
      case RECORD -> Purpose.RECORD;
      case LABELS, METRIC -> throw new IllegalStateException("no port of a simulation: " + role);
    };
  }
}
