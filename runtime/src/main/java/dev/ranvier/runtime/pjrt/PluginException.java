package dev.ranvier.runtime.pjrt;

/// A plugin can't be had or can't be used. The message is one line: the plugin, what is wrong, what
/// to do.
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// What is wrong, for programs; people read the message.
  public enum Reason {
    /// No such file, or no plugin of that name.
    MISSING,
    /// The file isn't a shared library of this machine, or its own libraries are missing.
    NOT_A_LIBRARY,
    /// A shared library without `GetPjrtApi`.
    NOT_A_PLUGIN,
    /// Speaks a version of the PJRT C API that is older than the oldest supported, or another
    /// major.
    INCOMPATIBLE,
    /// The plugin refused to initialise, or to make a client.
    INITIALIZATION_FAILED,
    /// The plugin lacks a function that was asked for.
    LACKS_FUNCTION,
    /// The plugin couldn't be downloaded.
    FETCH_FAILED,
    /// The downloaded or cached library isn't the one that was pinned.
    CORRUPT
  }

  private final Reason reason;

  public PluginException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public PluginException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
