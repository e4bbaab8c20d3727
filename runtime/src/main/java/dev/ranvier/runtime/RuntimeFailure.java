package dev.ranvier.runtime;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why the runtime could not do what it was asked. The message is one line for the person who
/// asked: what was wrong, what was expected, what to do. The cause, where there is one, is for
/// `--verbose`.
public abstract sealed class RuntimeFailure extends RuntimeException {
  private RuntimeFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Whether what was on the device is gone, or the runtime with it, rather than that the call was
  /// wrong: the same may well succeed elsewhere, or later.
  public boolean isLoss() {
    return switch (this) {
      case Unreachable _, WorkerLost _, NoSuchHandle _ -> true;
      case ProtocolMismatch _,
          PluginProblem _,
          BadModule _,
          EventsDropped _,
          WrongArgument _,
          DeadlinePassed _,
          ExecutionFailed _,
          Refused _,
          Quarantined _,
          Interrupted _,
          Internal _ ->
          false;
    };
  }

  /// Nobody answers at the address.
  public static final class Unreachable extends RuntimeFailure {
    public Unreachable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// Client and server have no protocol version in common, or the other side is no Ranvier runtime.
  public static final class ProtocolMismatch extends RuntimeFailure {
    public ProtocolMismatch(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The plugin is missing, is none, is too old, or its worker process does not start.
  public static final class PluginProblem extends RuntimeFailure {
    public PluginProblem(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The module does not parse or verify, is over a limit, or the plugin does not compile it.
  public static final class BadModule extends RuntimeFailure {
    private final int line;
    private final String op;

    public BadModule(String message, String op, int line, @Nullable Throwable cause) {
      super(message, cause);
      this.op = op;
      this.line = line;
    }

    /// The op that is wrong, such as `stablehlo.add`; empty where it is not known.
    public String op() {
      return op;
    }

    /// Where it stands in the module's text, from 1; 0 where it is not known.
    public int line() {
      return line;
    }
  }

  /// A queue had no room for an event, in a projection whose user wants to know of it at once.
  public static final class EventsDropped extends RuntimeFailure {
    public EventsDropped(String message) {
      super(message, null);
    }
  }

  /// An array does not fit the program, or a request is malformed.
  public static final class WrongArgument extends RuntimeFailure {
    public WrongArgument(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The array or executable is not there (any more), or belongs to another session.
  public static final class NoSuchHandle extends RuntimeFailure {
    public NoSuchHandle(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The worker process died under the call, or has died and taken the call's arrays with it.
  public static final class WorkerLost extends RuntimeFailure {
    public WorkerLost(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The call took longer than it was given.
  public static final class DeadlinePassed extends RuntimeFailure {
    public DeadlinePassed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The plugin failed in a call that was in order: out of device memory, say.
  public static final class ExecutionFailed extends RuntimeFailure {
    public ExecutionFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The runtime refused because of one of its limits, or of who asked. Nothing was done.
  public static final class Refused extends RuntimeFailure {
    private final Optional<Duration> retryAfter;

    public Refused(String message, @Nullable Throwable cause) {
      this(message, Optional.empty(), cause);
    }

    public Refused(String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
      super(message, cause);
      this.retryAfter = retryAfter;
    }

    /// When trying again is worthwhile; empty where it is not.
    public Optional<Duration> retryAfter() {
      return retryAfter;
    }
  }

  /// The module has ended workers before, and the runtime no longer lets it near one.
  public static final class Quarantined extends RuntimeFailure {
    public Quarantined(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The calling thread was interrupted while it waited.
  public static final class Interrupted extends RuntimeFailure {
    public Interrupted(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The runtime's own mistake.
  public static final class Internal extends RuntimeFailure {
    public Internal(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
