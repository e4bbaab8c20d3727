package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.server.operations.Meters.Death;
import java.util.Optional;
import java.util.Set;

/// How a worker process came to its end.
sealed interface WorkerEnd {
  /// The front ended it.
  ///
  /// @param because in a few words
  /// @param module the SHA-256 of the module that it was stuck in, if it was
  record Killed(String because, Optional<ByteString> module) implements WorkerEnd {}

  /// A signal from elsewhere, or from itself.
  record Signalled(int signal) implements WorkerEnd {}

  /// It ended by itself.
  record Exited(int code) implements WorkerEnd {}

  /// Signals that a process sends itself when its own code is broken: SIGILL, SIGTRAP, SIGABRT,
  /// SIGBUS, SIGFPE, SIGSEGV, SIGSYS. SIGKILL and SIGTERM come from people, or from a system that
  /// is out of memory.
  Set<Integer> BY_ITS_OWN_FAULT = Set.of(4, 5, 6, 7, 8, 11, 31);

  /// Exit codes over this are signals.
  int SIGNALS = 128;

  static WorkerEnd ofExitCode(int code) {
    return code > SIGNALS ? new Signalled(code - SIGNALS) : new Exited(code);
  }

  /// Whether one of the modules that were in the plugin must have done it.
  default boolean isModulesFault() {
    return switch (this) {
      case Killed(_, var module) -> module.isPresent();
      case Signalled(int signal) -> BY_ITS_OWN_FAULT.contains(signal);
      case Exited(int code) -> code != 0;
    };
  }

  /// As it is counted.
  default Death counted() {
    return switch (this) {
      case Killed(_, var module) -> module.isPresent() ? Death.OVERDUE : Death.STUCK;
      case Signalled _, Exited _ -> Death.CRASHED;
    };
  }

  /// In a few words, to follow the worker's name.
  default String told() {
    return switch (this) {
      case Killed(String because, _) -> "was killed: " + because;
      case Signalled(int signal) -> "died (signal %d)".formatted(signal);
      case Exited(int code) -> "ended (exit code %d)".formatted(code);
    };
  }
}
