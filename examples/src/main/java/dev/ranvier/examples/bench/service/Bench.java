package dev.ranvier.examples.bench.service;

import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.server.DeviceSetSettings;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// What every row has at hand: a plugin to serve, and the command line to serve it with where the
/// whole server is to be killed.
///
/// @param library the plugin
/// @param commandLine the main class that knows `serve`
public record Bench(Path library, Class<?> commandLine, Scale scale) {
  /// A server in this process, with a worker process of its own.
  RuntimeServer start() {
    return start(UnaryOperator.identity());
  }

  RuntimeServer start(UnaryOperator<ServerSettings> changes) {
    DeviceSetSettings cpu = DeviceSetSettings.of("cpu", library);
    return RuntimeServer.start(changes.apply(ServerSettings.loopback(0, cpu)));
  }

  /// A server in a process of its own.
  ///
  /// @param port where; 0 for any that is free
  ServedProcess serve(int port) throws IOException {
    return ServedProcess.start(this, port);
  }

  static RuntimeClient connect(RuntimeServer server) {
    return RuntimeClient.connect(server.address());
  }
}
