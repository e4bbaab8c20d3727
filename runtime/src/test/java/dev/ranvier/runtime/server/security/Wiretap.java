package dev.ranvier.runtime.server.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Stands between a client and a server, hands on what they say, and listens.
final class Wiretap implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  private Wiretap(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static Wiretap to(int port) throws IOException {
    Wiretap tap = new Wiretap(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), port);
    var _ = Thread.startVirtualThread(tap::accept);
    return tap;
  }

  int port() {
    return listener.getLocalPort();
  }

  /// All bytes so far, both ways, one character each.
  String heard() {
    synchronized (heard) {
      return heard.toString(StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        var _ = Thread.startVirtualThread(() -> pump(client, server));
        var _ = Thread.startVirtualThread(() -> pump(server, client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] part = new byte[1 << 16];
    try (from;
        to) {
      for (int read = from.getInputStream().read(part);
          read >= 0;
          read = from.getInputStream().read(part)) {
        synchronized (heard) {
          heard.write(part, 0, read);
        }
        to.getOutputStream().write(part, 0, read);
      }
    } catch (IOException closed) {
      return;
    }
  }
}
