package dev.ranvier.examples.cli;

import dev.ranvier.examples.bench.LineServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures what is compiled, on a plugin in this process.
@Command(
    name = "bench",
    description =
        "Measure queues and networks with a plugin in this process, and the runtime service.",
    subcommands = {
      BenchQueuesCommand.class,
      BenchRsnnCommand.class,
      BenchServiceCommand.class,
      BenchTpuCommand.class
    },
    footer = {
      "",
      "With --serve, answers one JSON object a line on standard input with one on standard output.",
      "",
      "Examples:",
      "  ranvier bench queues",
      "  ranvier bench rsnn",
      "  ranvier bench service --quick",
      "  ranvier bench tpu",
      "  ranvier bench --serve"
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin private PluginChoiceOption plugin = new PluginChoiceOption();

  @Option(names = "--serve", description = "Measure what is asked for, line by line.")
  private boolean serve;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    if (!serve) {
      throw new ParameterException(
          command, "a benchmark is missing: queues, rsnn, service, tpu, or --serve");
    }
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var server = new LineServer(() -> plugin.open(command))) {
      server.serve(in, command.getOut());
    }
    return 0;
  }
}
