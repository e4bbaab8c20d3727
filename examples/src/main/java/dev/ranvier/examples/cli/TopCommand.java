package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.AdminClient;
import dev.ranvier.runtime.client.RuntimeStatus;
import dev.ranvier.runtime.server.operations.OperationsSettings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Shows what a runtime is doing, again and again.
@Command(
    name = "top",
    description = "Show a runtime's sessions, workers, memory and rates, until stopped (Ctrl-C).",
    footer = {
      "",
      "The runtime must have an admin listener (`admin` in the file of `ranvier serve --config`).",
      "",
      "Examples:",
      "  ranvier top",
      "  ranvier top --once --json",
      "  ranvier top --runtime gpu-host:8471 --ca lab.pem --token-file observer.token"
    })
final class TopCommand implements Callable<Integer> {
  private static final String DEFAULT_ADDRESS =
      "127.0.0.1:" + OperationsSettings.DEFAULT_ADMIN_PORT;
  private static final String CLEAR = "\033[H\033[2J";

  @Option(
      names = "--runtime",
      paramLabel = "HOST:PORT",
      defaultValue = DEFAULT_ADDRESS,
      description = "The runtime's admin listener (default: ${DEFAULT-VALUE}).")
  private String runtime = DEFAULT_ADDRESS;

  @Option(names = "--once", description = "Show it once: rates are averages since the start.")
  private boolean once;

  @Option(names = "--json", description = "Print JSON; needs --once.")
  private boolean json;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "How often to look (default: ${DEFAULT-VALUE}).")
  private int every = 1;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (json && !once) {
      throw new ParameterException(spec.commandLine(), "--json: give --once too");
    }
    if (every < 1) {
      throw new ParameterException(spec.commandLine(), "--every: expected at least 1 s");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (AdminClient client = AdminClient.to(runtime, connection.of(spec.commandLine()))) {
      RuntimeStatus status = client.status();
      if (json) {
        Json.print(out, status);
      } else {
        new TopView(TopView.START, status).print(out);
      }
      while (!once) {
        Thread.sleep(1000L * every);
        RuntimeStatus next = client.status();
        out.print(Boolean.getBoolean("ranvier.terminal") ? CLEAR : System.lineSeparator());
        new TopView(status, next).print(out);
        status = next;
      }
    }
    return 0;
  }
}
