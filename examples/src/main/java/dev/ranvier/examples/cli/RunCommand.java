package dev.ranvier.examples.cli;

import dev.ranvier.examples.DelayLearning;
import dev.ranvier.examples.Keeping;
import dev.ranvier.examples.Model;
import dev.ranvier.examples.Report;
import dev.ranvier.examples.RunRequest;
import dev.ranvier.examples.TrainedModel;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a model on its data.
@Command(
    name = "run",
    description = "Run a model on its data, print what happened, and draw it.",
    footer = {
      "",
      "Examples:",
      "  ranvier run yinyang",
      "  ranvier run yinyang --samples 6000 --seed 7 --out pictures",
      "  ranvier run digits --data mnist --seeds 3",
      "  ranvier run relay --plugin xla-cpu-pjrt",
      "  ranvier run yinyang --runtime localhost:8470"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private RuntimeOptions runtime = new RuntimeOptions();

  @Parameters(paramLabel = "MODEL", description = "What to run; `ranvier models` lists them.")
  private String model = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the random weights and delays (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--samples", paramLabel = "N", description = "How many samples to run.")
  private @Nullable Integer samples;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many samples to run side by side.")
  private @Nullable Integer batch;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many trainings, with one seed each from --seed on.")
  private @Nullable Integer seeds;

  @Option(names = "--epochs", paramLabel = "N", description = "How many epochs to train.")
  private @Nullable Integer epochs;

  @Option(
      names = "--gradient",
      paramLabel = "NAME",
      description = "How a training differentiates spikes: surrogate or spike-time.")
  private @Nullable String gradient;

  @Option(
      names = "--data",
      paramLabel = "NAME",
      description = "What to train on, where there is a choice: small or mnist for digits.")
  private @Nullable String data;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Where to keep a training after each epoch, to go on from (safetensors).")
  private @Nullable Path checkpoint;

  @Option(names = "--resume", description = "Go on from the checkpoint.")
  private boolean resume;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description =
          "What checkpoints and steps of an update may take; less costs time (default: no limit).")
  private @Nullable Double memory;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "The folder for pictures (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out");

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    Model chosen = Names.model(command, model);
    OptionalInt count = Numbers.positive(command, "--samples", samples);
    requireTraining(chosen);
    requireEnough(chosen, count);
    var request =
        new RunRequest(
            seed,
            count,
            Numbers.positive(command, "--batch", batch),
            out,
            Numbers.positive(command, "--seeds", seeds).orElse(1),
            Numbers.positive(command, "--epochs", epochs),
            Optional.ofNullable(gradient),
            Optional.ofNullable(data),
            keeping(chosen));
    requireFolder();
    try (Session session = Session.of(runtime.open(command));
        var progress =
            new ProgressDisplay("running " + chosen.name(), "samples", 1, command.getErr())) {
      print(chosen, chosen.run(session, request, progress));
    }
    return 0;
  }

  private Keeping keeping(Model chosen) {
    if (resume && checkpoint == null) {
      throw new ParameterException(
          spec.commandLine(), "--resume: expected a --checkpoint to go on from, got none");
    }
    if (checkpoint != null && (chosen instanceof DelayLearning || (seeds != null && seeds > 1))) {
      throw new ParameterException(
          spec.commandLine(),
          "--checkpoint: expected a single training, got several; leave out --seeds, or name another model");
    }
    if (memory != null && !(memory > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--memory: expected a number of MB above 0, got " + memory);
    }
    return new Keeping(
        Optional.ofNullable(checkpoint),
        resume,
        memory == null ? OptionalLong.empty() : OptionalLong.of(Math.round(memory * 1e6)));
  }

  private void requireEnough(Model chosen, OptionalInt count) {
    if (count.orElse(1) > chosen.samples()) {
      throw new ParameterException(
          spec.commandLine(),
          "--samples: %s has %d, got %d"
              .formatted(chosen.name(), chosen.samples(), count.orElse(1)));
    }
    int least = batch == null ? chosen.defaultBatch() : batch;
    if (chosen instanceof TrainedModel && count.orElse(chosen.samples()) < least) {
      throw new ParameterException(
          spec.commandLine(),
          "--samples: expected at least one batch of %d, got %d; give more, or a smaller --batch"
              .formatted(least, count.orElse(chosen.samples())));
    }
  }

  private void requireTraining(Model chosen) {
    if (chosen instanceof TrainedModel trained) {
      if (gradient != null && !trained.gradients().contains(gradient)) {
        throw new ParameterException(
            spec.commandLine(),
            "--gradient: expected one of %s, got \"%s\"".formatted(trained.gradients(), gradient));
      }
      requireData(trained);
    } else if (Stream.of(seeds, epochs, gradient, data, checkpoint, memory)
        .anyMatch(Objects::nonNull)) {
      throw new ParameterException(
          spec.commandLine(),
          "--seeds, --epochs, --gradient, --data, --checkpoint and --memory: expected a model that is trained, got "
              + chosen.name());
    }
  }

  private void requireData(TrainedModel trained) {
    if (data == null || trained.dataSets().contains(data)) {
      return;
    }
    throw new ParameterException(
        spec.commandLine(),
        trained.dataSets().isEmpty()
            ? "--data: %s has no choice of data, got \"%s\"; leave the option out"
                .formatted(trained.name(), data)
            : "--data: expected one of %s, got \"%s\"".formatted(trained.dataSets(), data));
  }

  /// Found out before the run, not after it.
  private void requireFolder() throws IOException {
    Files.createDirectories(out);
    if (!Files.isWritable(out)) {
      throw new CommandFailed(
          "--out %s: the folder can't be written to; choose another one".formatted(out));
    }
  }

  private void print(Model chosen, Report report) {
    PrintWriter writer = spec.commandLine().getOut();
    if (json) {
      Json.print(writer, report);
      return;
    }
    writer.println(chosen.name() + ": " + chosen.summary());
    report.lines().forEach(writer::println);
    writer.println();
    report.files().forEach(file -> writer.println("wrote " + file));
  }
}
