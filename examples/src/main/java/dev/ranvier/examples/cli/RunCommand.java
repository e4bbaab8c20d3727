package dev.ranvier.examples.cli;

import dev.ranvier.examples.Model;
import dev.ranvier.examples.Report;
import dev.ranvier.examples.RunRequest;
import dev.ranvier.examples.TrainedModel;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
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
            Optional.ofNullable(data));
    requireFolder();
    try (Session session = Session.of(runtime.open(command));
        var progress =
            new ProgressDisplay("running " + chosen.name(), "samples", 1, command.getErr())) {
      print(chosen, chosen.run(session, request, progress));
    }
    return 0;
  }

  private void requireEnough(Model chosen, OptionalInt count) {
    if (count.orElse(1) > chosen.samples()) {
      throw new ParameterException(
          spec.commandLine(),
          "--samples: %s has %d, got %d"
              .formatted(chosen.name(), chosen.samples(), count.orElse(1)));
    }
    int least = batch == null ? chosen.defaultBatch() : batch;
    if (chosen instanceof TrainedModel && count.orElse(least) < least) {
      throw new ParameterException(
          spec.commandLine(),
          "--samples: expected at least one batch of %d, got %d; give more, or a smaller --batch"
              .formatted(least, count.orElse(least)));
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
    } else if (seeds != null || epochs != null || gradient != null || data != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--seeds, --epochs, --gradient and --data: expected a model that is trained, got "
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
