package dev.ranvier.examples.cli;

import dev.ranvier.examples.Model;
import dev.ranvier.examples.Models;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lists the models.
@Command(
    name = "models",
    description = "List the models that run and compile know.",
    footer = {"", "Example:", "  ranvier models --json"})
final class ModelsCommand implements Runnable {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// A model as programs read it.
  record Entry(String name, String summary, int steps, int samples, int defaultBatch) {
    static Entry of(Model model) {
      return new Entry(
          model.name(), model.summary(), model.steps(), model.samples(), model.defaultBatch());
    }
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.print(out, Models.all().stream().map(Entry::of).toList());
      return;
    }
    for (Model model : Models.all()) {
      out.printf("%-9s %s%n", model.name(), model.summary());
    }
  }
}
