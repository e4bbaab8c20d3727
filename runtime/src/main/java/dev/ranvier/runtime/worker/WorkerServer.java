package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.lane.LaneServer;
import dev.ranvier.runtime.protocol.Chunks;
import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.protocol.LocalSocket;
import dev.ranvier.runtime.protocol.SessionHeader;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A worker's gRPC server: on a socket of this machine's, behind the front's token. One thread
/// waits for it, since one front is all that connects. Plain executions come over lanes.
final class WorkerServer {
  /// A chunk and what is wrapped around it.
  private static final int MAX_MESSAGE_BYTES = 2 * Chunks.MAX_BYTES;

  private final Server server;
  private final LocalSocket socket;

  private WorkerServer(Server server, LocalSocket socket) {
    this.server = server;
    this.socket = socket;
  }

  static WorkerServer start(WorkerOrders orders, Consumer<WorkerReport> reports)
      throws IOException {
    EventLoops loops = new EventLoops("front", 1);
    LoadedDevices devices = LoadedDevices.load(orders);
    Programs programs =
        new Programs(devices.client(), devices.surroundings(), orders.cache().map(StoredCode::new));
    WorkerService service =
        new WorkerService(devices, programs, orders.concurrency(), new Overdue(reports));
    LaneServer.start(orders.lanes(), orders.token(), service::execute);
    LocalSocket socket = LocalSocket.random();
    Server server =
        loops
            .serveLocally(NettyServerBuilder.forAddress(socket.address()))
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
    return new WorkerServer(server, socket);
  }

  LocalSocket socket() {
    return socket;
  }

  void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }
}
