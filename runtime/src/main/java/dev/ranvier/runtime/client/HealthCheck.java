package dev.ranvier.runtime.client;

import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import dev.ranvier.runtime.RuntimeFailure;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;

/// Asks a runtime for its health (grpc.health.v1). Nobody needs a token for that.
public final class HealthCheck {
  private static final HealthCheckRequest QUESTION =
      HealthCheckRequest.newBuilder().setService(RuntimeGrpc.SERVICE_NAME).build();

  private HealthCheck() {}

  /// A runtime that does not say how it is.
  public static final class NotTold extends Exception {
    private static final long serialVersionUID = 1L;

    NotTold(StatusException cause) {
      super(cause);
    }
  }

  /// Whether it takes work. Takes no longer than a connection may.
  ///
  /// @throws NotTold if it does not say so
  /// @throws RuntimeFailure if it cannot be reached
  public static boolean isServing(ServerAddress address, ClientOptions options) throws NotTold {
    ManagedChannel channel = Connection.channel(address, options);
    try {
      return HealthGrpc.newBlockingV2Stub(channel)
              .withDeadlineAfter(options.connect())
              .check(QUESTION)
              .getStatus()
          == ServingStatus.SERVING;
    } catch (StatusException problem) {
      Status.Code code = problem.getStatus().getCode();
      if (code == Status.Code.UNIMPLEMENTED || code == Status.Code.NOT_FOUND) {
        throw new NotTold(problem);
      }
      throw new ClientFailures(address).greeting(options.connect(), problem);
    } finally {
      channel.shutdownNow();
    }
  }
}
