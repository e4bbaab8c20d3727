package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.protocol.LocalSocket;
import java.util.HexFormat;
import java.util.Optional;

/// What a worker tells its front through its standard output, one line each. Whatever else stands
/// there is the plugin's chatter.
public sealed interface WorkerReport {
  /// The plugin is loaded and calls are taken on this socket.
  record Ready(LocalSocket socket) implements WorkerReport {}

  /// The plugin cannot be used; the worker is about to end.
  record Failed(String problem) implements WorkerReport {}

  /// A call ran past its deadline and does not come back: only ending the worker stops it.
  ///
  /// @param module the SHA-256 of the text of the module that it is in
  record Stuck(ByteString module, String problem) implements WorkerReport {}

  String MARK = "ranvier-worker ";

  default String line() {
    return MARK
        + switch (this) {
          case Ready(LocalSocket socket) -> "ready " + socket.name();
          case Failed(String problem) -> "failed " + oneLine(problem);
          case Stuck(ByteString module, String problem) ->
              "stuck %s %s".formatted(hex(module), oneLine(problem));
        };
  }

  static Optional<WorkerReport> parse(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    String[] parts = line.substring(MARK.length()).split(" ", 2);
    String rest = parts.length == 2 ? parts[1] : "";
    return switch (parts[0]) {
      case "ready" -> Optional.of(new Ready(new LocalSocket(rest)));
      case "failed" -> Optional.of(new Failed(rest));
      case "stuck" -> Optional.of(stuck(rest.split(" ", 2)));
      default -> Optional.empty();
    };
  }

  private static Stuck stuck(String[] parts) {
    byte[] module = HexFormat.of().parseHex(parts[0]);
    return new Stuck(ByteString.copyFrom(module), parts.length == 2 ? parts[1] : "");
  }

  private static String hex(ByteString module) {
    return HexFormat.of().formatHex(module.toByteArray());
  }

  private static String oneLine(String problem) {
    return problem.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
