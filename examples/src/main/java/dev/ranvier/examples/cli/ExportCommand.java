package dev.ranvier.examples.cli;

import dev.ranvier.compiler.target.Target;
import dev.ranvier.examples.Experiment;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.TrainedModel;
import dev.ranvier.examples.TrainingChoice;
import dev.ranvier.runtime.inference.model.AnswerTensor;
import dev.ranvier.runtime.inference.model.BatchProgram;
import dev.ranvier.runtime.inference.model.ModelDescription;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.train.ModelExport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Writes a trained model to a file that `serve --model` takes.
@Command(
    name = "export",
    description = "Write a trained model to one file, to be served (`ranvier serve --model`).",
    footer = {
      "",
      "A model answers to batches of the sizes that it is exported for; smaller ones are filled"
          + " up.",
      "",
      "Examples:",
      "  ranvier run xor --checkpoint xor.safetensors",
      "  ranvier export xor --checkpoint xor.safetensors -o xor.ranvier",
      "  ranvier serve --model xor.ranvier"
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "A model that is trained; `ranvier models` lists them.")
  private String model = "";

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "What `run --checkpoint` wrote (default: the weights before a training).")
  private @Nullable Path checkpoint;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The file to write.")
  private Path output = Path.of("");

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      defaultValue = "32",
      description =
          "How many samples run side by side; several sizes are several programs (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description =
          "Steps of a call (default: all; of a model that answers by its first spike, a tenth, so"
              + " that a run can end early).")
  private @Nullable Integer chunk;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description = "What to compile for: cpu, gpu, tpu or lpu (default: ${DEFAULT-VALUE}).")
  private String target = "cpu";

  @Option(
      names = "--gradient",
      paramLabel = "NAME",
      description = "How it was trained, where that was said: surrogate or spike-time.")
  private @Nullable String gradient;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "What it was trained on, where there is a choice: small or mnist for digits.")
  private @Nullable String data;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of weights that are not trained; a checkpoint knows its own (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// What was written, for programs.
  record Exported(
      String model,
      String file,
      String target,
      int steps,
      int stepsPerCall,
      List<Integer> batches,
      List<String> inputs,
      List<String> outputs) {}

  @Override
  public Integer call() {
    CommandLine command = spec.commandLine();
    batches.forEach(size -> Numbers.positive(command, "--batch", size));
    OptionalInt each = Numbers.positive(command, "--chunk", chunk);
    Target compiledFor = Names.target(command, target);
    TrainedModel chosen = trained(command);
    Experiment experiment = chosen.experiment(choice(command, chosen));
    if (each.isPresent() && experiment.steps() % each.getAsInt() != 0) {
      throw new ParameterException(
          command,
          "--chunk: expected a divisor of the %d steps of a sample, got %d"
              .formatted(experiment.steps(), each.getAsInt()));
    }
    ModelExport export =
        new ModelExport(experiment.training(seed).target(compiledFor), batches, each);
    Path from = checkpoint;
    ModelFile written = from == null ? export.of(Map.of()) : export.ofCheckpoint(from);
    written.write(output);
    print(command, written);
    return 0;
  }

  private TrainedModel trained(CommandLine command) {
    Model found = Names.model(command, model);
    if (found instanceof TrainedModel trained) {
      return trained;
    }
    throw new ParameterException(
        command, "export: expected a model that is trained, got " + found.name());
  }

  private TrainingChoice choice(CommandLine command, TrainedModel chosen) {
    String way = gradient == null ? chosen.gradients().getFirst() : gradient;
    if (!chosen.gradients().contains(way)) {
      throw new ParameterException(
          command, "--gradient: expected one of %s, got \"%s\"".formatted(chosen.gradients(), way));
    }
    String task = data == null ? chosen.dataSets().stream().findFirst().orElse("") : data;
    if (data != null && !chosen.dataSets().contains(task)) {
      throw new ParameterException(
          command, "--data: expected one of %s, got \"%s\"".formatted(chosen.dataSets(), task));
    }
    return new TrainingChoice(way, task, chosen.defaultBatch(), OptionalInt.empty(), seed);
  }

  private void print(CommandLine command, ModelFile written) {
    ModelDescription description = written.description();
    List<String> inputs =
        written.sequences().stream()
            .map(
                port ->
                    "%s UINT8[samples,%d,%d]"
                        .formatted(port.name(), description.steps(), port.type().dims().getLast()))
            .toList();
    List<String> outputs =
        description.answer().tensors(description.classes()).stream()
            .map(AnswerTensor::toString)
            .toList();
    List<Integer> sizes = written.programs().stream().map(BatchProgram::batch).toList();
    PrintWriter out = command.getOut();
    if (json) {
      Json.print(
          out,
          new Exported(
              description.name(),
              output.toString(),
              description.target(),
              description.steps(),
              description.stepsPerCall(),
              sizes,
              inputs,
              outputs));
      return;
    }
    out.printf(
        "%s for %s: batches of %s, %d steps in calls of %d%n",
        description.name(),
        description.target(),
        sizes,
        description.steps(),
        description.stepsPerCall());
    inputs.forEach(line -> out.println("takes " + line));
    outputs.forEach(line -> out.println("gives " + line));
    if (checkpoint == null) {
      out.printf("untrained: weights as seed %d draws them; give a --checkpoint%n", seed);
    }
    out.println("wrote " + output);
  }
}
