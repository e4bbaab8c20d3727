package dev.ranvier.runtime.client.balance;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.ClientOptions;
import dev.ranvier.runtime.client.HealthCheck;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.client.ServerAddress;
import java.util.Optional;

/// Finds out whether a runtime can be given a session.
@FunctionalInterface
public interface HealthProbe {
  /// What is wrong with the runtime; empty if nothing is. Takes no longer than the options allow.
  Optional<RuntimeFailure> problem(ServerAddress address, ClientOptions options);

  /// Asks for the health of the runtime (grpc.health.v1), which opens no session there; of one that
  /// does not tell it, as [#hello()].
  static HealthProbe health() {
    return (address, options) -> {
      try {
        return HealthCheck.isServing(address, options)
            ? Optional.empty()
            : Optional.of(
                new RuntimeFailure.Unreachable(
                    "runtime %s: it takes no work now, as its health says; use another, or try again later"
                        .formatted(address),
                    null));
      } catch (HealthCheck.NotTold _) {
        return hello().problem(address, options);
      } catch (RuntimeFailure problem) {
        return Optional.of(problem);
      }
    };
  }

  /// Says Hello and asks for the devices, which takes a worker that lives.
  static HealthProbe hello() {
    return (address, options) -> {
      try (RuntimeClient client = RuntimeClient.connect(address.toString(), options)) {
        return client.devices().isEmpty()
            ? Optional.of(
                new RuntimeFailure.PluginProblem(
                    "runtime %s: it has no devices".formatted(address), null))
            : Optional.empty();
      } catch (RuntimeFailure problem) {
        return Optional.of(problem);
      }
    };
  }
}
