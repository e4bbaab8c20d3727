package dev.ranvier.runtime.lane;

import dev.ranvier.runtime.protocol.AccessToken;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the lanes of a worker, each of which gets a thread of its own. The front bounds how many
/// there are.
public final class LaneServer {
  private static final Logger LOG = LoggerFactory.getLogger(LaneServer.class);

  /// Connections that are not accepted yet. One more would be refused.
  private static final int MOST_WAITING = 4096;

  private final ServerSocketChannel socket;
  private final AccessToken token;
  private final LaneService service;

  private LaneServer(ServerSocketChannel socket, AccessToken token, LaneService service) {
    this.socket = socket;
    this.token = token;
    this.service = service;
  }

  /// Takes lanes from now on, for as long as the process lives.
  ///
  /// @param token that the front has to show
  public static void start(LaneSocket where, AccessToken token, LaneService service)
      throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(where.path()), MOST_WAITING);
    LaneServer server = new LaneServer(socket, token, service);
    var _ = Thread.ofPlatform().daemon().name("lanes").start(server::accept);
  }

  private void accept() {
    Thread.Builder.OfPlatform threads = Thread.ofPlatform().daemon().name("lane-", 0);
    try {
      while (true) {
        SocketChannel lane = socket.accept();
        var _ = threads.start(new ServedLane(lane, token, service)::run);
      }
    } catch (IOException problem) {
      // The front notices: calls on new lanes fail, and it ends a worker that does not answer.
      LOG.error("no more lanes are taken", problem);
    }
  }
}
