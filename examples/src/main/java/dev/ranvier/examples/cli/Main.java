package dev.ranvier.examples.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The entry of the command line.
@Command(
    name = "ranvier",
    description =
        "Spiking neural networks with delays, compiled to StableHLO and run on PJRT devices.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    subcommands = {
      ModelsCommand.class,
      RunCommand.class,
      CompileCommand.class,
      VerifyCommand.class,
      DevicesCommand.class,
      ExportCommand.class,
      ServeCommand.class,
      TopCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      SweepCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  ranvier run yinyang           run an example on this machine",
      "  ranvier run --help            what a command takes",
      "  ranvier doctor                what is installed, and what is missing",
      "",
      "From a source tree, `./ranvier format` formats the Java sources."
    })
@SuppressWarnings("UnusedVariable") // picocli acts on the options by itself
public final class Main implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of Ranvier and Java and exit.")
  private boolean version;

  @Option(
      names = Failures.VERBOSE,
      scope = ScopeType.INHERIT,
      description = "On failure, also print the stack trace.")
  private boolean verbose;

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /// Runs a command and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /// The command line, writing to standard output and standard error unless told otherwise.
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(new Failures())
        .setParameterExceptionHandler(Failures::usage)
        .setUsageHelpAutoWidth(true)
        .setOut(writer(System.out))
        .setErr(writer(System.err));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
