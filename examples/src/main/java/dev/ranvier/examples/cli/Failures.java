package dev.ranvier.examples.cli;

import dev.ranvier.compiler.CompilerException;
import dev.ranvier.compiler.onnx.OnnxException;
import dev.ranvier.compiler.problem.NetworkException;
import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.examples.data.DataUnavailable;
import dev.ranvier.ir.VerificationException;
import dev.ranvier.ir.text.ParseException;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.inference.model.ModelFileException;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.train.CheckpointException;
import dev.ranvier.runtime.train.TrainingFailure;
import dev.ranvier.runtime.train.TrainingInputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what went wrong into one line on standard error and an exit code.
final class Failures implements IExecutionExceptionHandler {
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final String VERBOSE = "--verbose";

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    command.getErr().println("ranvier: " + message(failure));
    if (parsed.asCommandLineList().stream().anyMatch(Failures::isVerbose)) {
      failure.printStackTrace(command.getErr());
    }
    return FAILED;
  }

  private static boolean isVerbose(CommandLine command) {
    return command.getParseResult().hasMatchedOption(VERBOSE);
  }

  /// Wrong options and arguments: the mistake, what may have been meant, and where to read on.
  static int usage(ParameterException problem, String... arguments) {
    CommandLine command = problem.getCommandLine();
    String message = String.valueOf(problem.getMessage());
    if (problem instanceof UnmatchedArgumentException unmatched) {
      List<String> meant = unmatched.getSuggestions();
      message += meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?";
    }
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("ranvier: %s (see %s --help)".formatted(message, name));
    return WRONG_USAGE;
  }

  /// One line for the user.
  static String message(Exception failure) {
    return switch (failure) {
      case CommandFailed known -> String.valueOf(known.getMessage());
      case RuntimeFailure known -> String.valueOf(known.getMessage());
      case PluginException known -> String.valueOf(known.getMessage());
      case DataUnavailable known -> String.valueOf(known.getMessage());
      case CheckpointException known -> String.valueOf(known.getMessage());
      case ModelFileException known -> String.valueOf(known.getMessage());
      case TrainingFailure known -> String.valueOf(known.getMessage());
      case TrainingInputException known -> String.valueOf(known.getMessage());
      case NetworkException known -> String.valueOf(known.getMessage());
      case TargetException known -> String.valueOf(known.getMessage());
      case OnnxException known -> String.valueOf(known.getMessage());
      case CompilerException known -> String.valueOf(known.getMessage());
      case ParseException known -> String.valueOf(known.getMessage());
      case VerificationException known -> String.valueOf(known.getMessage());
      case IOException file -> file(file);
      default ->
          "unexpected %s (%s); this is a fault of Ranvier: run again with --verbose and report it"
              .formatted(failure.getClass().getSimpleName(), failure.getMessage());
    };
  }

  /// The file system's own messages are often nothing but the file's name.
  private static String file(IOException problem) {
    return switch (problem) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NotDirectoryException file -> file.getFile() + ": not a folder";
      case FileAlreadyExistsException file -> file.getFile() + ": exists and is not a folder";
      default -> String.valueOf(problem.getMessage());
    };
  }
}
