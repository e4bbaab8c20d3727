package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.SessionHeader;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A worker's gRPC server: loopback, any free port, behind the front's token.
final class WorkerServer {
  /// A chunk and what is wrapped around it.
  private static final int MAX_MESSAGE_BYTES = 2 * Chunks.MAX_BYTES;

  private final Server server;

  private WorkerServer(Server server) {
    this.server = server;
  }

  static WorkerServer start(WorkerOrders orders, Consumer<WorkerReport> reports)
      throws IOException {
    LoadedDevices devices = LoadedDevices.load(orders);
    Programs programs =
        new Programs(devices.client(), devices.surroundings(), orders.cache().map(StoredCode::new));
    WorkerService service =
        new WorkerService(devices, programs, orders.concurrency(), new Overdue(reports));
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            // Calls are begun where they come in, and what takes time goes elsewhere from there.
            .directExecutor()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .intercept(new SessionHeader())
            .intercept(orders.token().guard())
            .addService(service)
            .build()
            .start();
    return new WorkerServer(server);
  }

  int port() {
    return server.getPort();
  }

  void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }
}
