package dev.ranvier.runtime.session;

import dev.ranvier.compiler.Program;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.plugin.PluginOption;

/// A runtime to run compiled networks on.
///
///     try (var session = Session.embedded();
///         var network = session.load(program);
///         var simulation = network.start()) {
///       Recording recording = simulation.run(250, Map.of("in.spikes", spikes), SimulationProgress.NONE);
///     }
///
/// All methods throw [dev.ranvier.runtime.RuntimeFailure].
public final class Session implements AutoCloseable {
  private final RuntimeClient client;

  private Session(RuntimeClient client) {
    this.client = client;
  }

  /// Starts a runtime of one's own with the plugin that is found first; it ends with the session.
  public static Session embedded() {
    return of(RuntimeClient.embedded());
  }

  /// Starts a runtime of one's own with the plugin that the option names.
  public static Session embedded(PluginOption plugin) {
    return of(RuntimeClient.embedded(plugin));
  }

  /// Uses a runtime that runs at `host:port`.
  public static Session connect(String address) {
    return connect(address, ClientOptions.DEFAULT);
  }

  public static Session connect(String address, ClientOptions options) {
    return of(RuntimeClient.connect(address, options));
  }

  /// Uses a client, and closes it in the end.
  public static Session of(RuntimeClient client) {
    return new Session(client);
  }

  /// What the session talks through.
  public RuntimeClient client() {
    return client;
  }

  /// Has the runtime compile a program.
  public LoadedProgram load(Program program) {
    return LoadedProgram.load(client, program);
  }

  @Override
  public void close() {
    client.close();
  }
}
