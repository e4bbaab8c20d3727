package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.capi.ErrorCode;

/// A call that the plugin answered with an error. The message is one line; [#detail] has all of the
/// plugin's words, which may be many.
public final class PjrtException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final String detail;

  PjrtException(ErrorCode code, String function, String detail) {
    super(function + ": " + code + ": " + firstSentence(detail));
    this.code = code;
    this.detail = detail;
  }

  /// The first line, and those after it as long as the one before only announces them.
  private static String firstSentence(String detail) {
    var sentence = new StringBuilder();
    for (String line : detail.strip().split("\\R", -1)) {
      sentence.append(line.strip());
      if (!line.endsWith(":")) {
        break;
      }
      sentence.append(' ');
    }
    return sentence.toString();
  }

  /// The kind of error, as gRPC and absl number it.
  public ErrorCode code() {
    return code;
  }

  /// The plugin's words, unchanged.
  public String detail() {
    return detail;
  }
}
