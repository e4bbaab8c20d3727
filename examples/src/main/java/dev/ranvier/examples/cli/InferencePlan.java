package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.ClientTls;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.inference.InferenceServer;
import dev.ranvier.runtime.inference.InferenceSettings;
import dev.ranvier.runtime.inference.model.ModelFile;
import dev.ranvier.runtime.plugin.PluginOption;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.server.config.InferencePart;
import dev.ranvier.runtime.server.config.ServiceFile;
import dev.ranvier.runtime.server.security.Listen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Models to be served, as options or a file say.
///
/// @param runtimes as `host:port`; none is one of our own
/// @param connection to those
record InferencePlan(
    InferenceSettings settings,
    List<Path> models,
    List<String> runtimes,
    ClientOptions connection) {

  /// @throws IOException if the token cannot be read
  static InferencePlan of(InferencePart said) throws IOException {
    InferenceSettings settings = InferenceSettings.loopback(InferenceSettings.DEFAULT_PORT);
    if (said.listen().isPresent()) {
      Listen listen = said.listen().get();
      settings = InferenceSettings.loopback(listen.port()).withHost(listen.host());
    }
    settings =
        settings
            .withMaxBatch(said.maxBatch().orElse(settings.maxBatch()))
            .withMaxDelay(said.maxDelay().orElse(settings.maxDelay()))
            .withQueue(said.queue().orElse(settings.queue()));
    List<String> runtimes = said.runtimes().stream().map(Listen::toString).toList();
    return new InferencePlan(settings, said.models(), runtimes, options(said.connection()));
  }

  private static ClientOptions options(InferencePart.Connection said) throws IOException {
    ClientOptions options = ClientOptions.DEFAULT;
    if (said.tls() || said.authorities().isPresent() || said.certificate().isPresent()) {
      ClientTls tls =
          said.authorities().map(ClientTls.SYSTEM::withAuthorities).orElse(ClientTls.SYSTEM);
      options =
          options.withTls(
              said.certificate().isPresent() && said.key().isPresent()
                  ? tls.withIdentity(said.certificate().get(), said.key().get())
                  : tls);
    }
    return said.tokenFile().isEmpty()
        ? options
        : options.withToken(new AccessToken(Files.readString(said.tokenFile().get()).strip()));
  }

  /// With what a file says of callers and operators.
  InferencePlan guardedBy(ServiceFile file) {
    return new InferencePlan(
        settings.withGuards(file.security(), file.operations()), models, runtimes, connection);
  }

  /// Serves the models until the process is told to stop.
  ///
  /// @param plugin of a runtime of one's own
  void serve(CommandLine command, Optional<PluginOption> plugin) throws InterruptedException {
    List<Supplier<RuntimeClient>> hosts = hosts(command, plugin);
    List<ModelFile> files = models.stream().map(ModelFile::read).toList();
    PrintWriter out = command.getOut();
    try (InferenceServer server = InferenceServer.start(settings, files, hosts)) {
      server.endOnSignal();
      for (ModelFile file : files) {
        out.printf(
            "model %s: batches of up to %d%n", file.description().name(), file.largestBatch());
      }
      server.operations().adminPort().ifPresent(port -> out.printf("admin on port %d%n", port));
      server
          .operations()
          .metricsPort()
          .ifPresent(port -> out.printf("figures for Prometheus on port %d%n", port));
      out.printf("inference on %s; stop with Ctrl-C%n", server.address());
      server.awaitTermination();
    }
  }

  private List<Supplier<RuntimeClient>> hosts(CommandLine command, Optional<PluginOption> plugin) {
    if (runtimes.isEmpty()) {
      return List.of(() -> RuntimeOptions.embedded(plugin, command));
    }
    if (plugin.isPresent()) {
      throw new ParameterException(
          command, "--plugin: the runtimes that run the models have their own; leave it out");
    }
    return runtimes.stream()
        .<Supplier<RuntimeClient>>map(address -> () -> RuntimeClient.connect(address, connection))
        .toList();
  }
}
