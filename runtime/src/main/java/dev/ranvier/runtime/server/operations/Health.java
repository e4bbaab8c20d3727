package dev.ranvier.runtime.server.operations;

import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Set;
import java.util.TreeSet;

/// Whether the runtime takes work, as load balancers ask (grpc.health.v1): for the empty service
/// and for `ranvier.runtime.v1.Runtime`.
public final class Health {
  private final HealthStatusManager manager = new HealthStatusManager();
  private final Set<String> down = new TreeSet<>();
  private boolean ended;

  public Health() {
    tell(ServingStatus.SERVING);
  }

  /// A device set has no worker that lasts: the runtime is not to be sent more work.
  public synchronized void down(String deviceSet) {
    down.add(deviceSet);
    update();
  }

  /// A device set is well again.
  public synchronized void up(String deviceSet) {
    down.remove(deviceSet);
    update();
  }

  /// The runtime is about to end. Nothing changes that any more.
  public synchronized void ends() {
    ended = true;
    manager.enterTerminalState();
  }

  /// The service to register.
  public BindableService service() {
    return manager.getHealthService();
  }

  public synchronized boolean isServing() {
    return !ended && down.isEmpty();
  }

  private void update() {
    tell(isServing() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  private void tell(ServingStatus status) {
    manager.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
    manager.setStatus(RuntimeGrpc.SERVICE_NAME, status);
  }
}
