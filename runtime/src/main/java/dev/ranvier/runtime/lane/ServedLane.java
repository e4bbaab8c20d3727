package dev.ranvier.runtime.lane;

import dev.ranvier.proto.worker.v1.LaneAnswer;
import dev.ranvier.proto.worker.v1.LaneCall;
import dev.ranvier.proto.worker.v1.LaneFailure;
import dev.ranvier.runtime.protocol.AccessToken;
import dev.ranvier.runtime.protocol.Answers;
import dev.ranvier.runtime.protocol.Failures;
import io.grpc.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A lane at the worker: its thread waits for a call, serves it and answers.
final class ServedLane {
  private static final Logger LOG = LoggerFactory.getLogger(ServedLane.class);
  private static final int BUFFER_BYTES = 1 << 16;

  private final SocketChannel socket;
  private final AccessToken token;
  private final LaneService service;

  /// What has come in and was not taken yet, from position to limit.
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);

  ServedLane(SocketChannel socket, AccessToken token, LaneService service) {
    this.socket = socket;
    this.token = token;
    this.service = service;
  }

  /// Serves until the front ends the lane.
  void run() {
    try (socket) {
      if (!token.is(frame())) {
        LOG.warn("a lane was opened without the worker's token");
        return;
      }
      while (true) {
        serve(LaneCall.parseFrom(frame()));
      }
    } catch (EOFException ended) {
      LOG.debug("a lane has ended", ended);
    } catch (IOException problem) {
      LOG.debug("a lane broke", problem);
    }
  }

  private void serve(LaneCall call) throws IOException {
    try {
      LaneService.Answer answer = service.serve(call, caller(call));
      boolean sent = false;
      try {
        send(LaneAnswer.newBuilder().setResult(answer.result()).build().toByteArray());
        sent = true;
      } finally {
        if (!sent) {
          answer.unsent().run();
        }
      }
    } catch (IOException gone) {
      throw gone;
    } catch (Exception problem) {
      LaneFailure failure = LaneFailures.toWire(Answers.toStatus(problem));
      send(LaneAnswer.newBuilder().setFailure(failure).build().toByteArray());
    }
  }

  private LaneService.Caller caller(LaneCall call) {
    Deadline deadline = Deadline.after(call.getMicros(), TimeUnit.MICROSECONDS);
    return new LaneService.Caller() {
      @Override
      public Deadline deadline() {
        return deadline;
      }

      @Override
      public boolean isGone() {
        return deadline.isExpired() || hasEnded();
      }
    };
  }

  /// Whether the front has ended its half. It sends nothing while it waits for an answer.
  private boolean hasEnded() {
    try {
      socket.configureBlocking(false);
      try {
        return in.hasRemaining() || read() != 0;
      } finally {
        socket.configureBlocking(true);
      }
    } catch (IOException broken) {
      LOG.debug("a lane broke during a call", broken);
      return true;
    }
  }

  private byte[] frame() throws IOException {
    ByteBuffer length = ByteBuffer.wrap(take(Integer.BYTES));
    int bytes = length.getInt();
    if (bytes < 0 || bytes > Lanes.MOST_FRAME_BYTES) {
      throw new IOException("lane: a frame of %d bytes".formatted(bytes));
    }
    return take(bytes);
  }

  private byte[] take(int count) throws IOException {
    byte[] taken = new byte[count];
    for (int done = 0; done < count; ) {
      if (!in.hasRemaining() && read() < 0) {
        throw new EOFException("the front has ended the lane");
      }
      int now = Math.min(in.remaining(), count - done);
      in.get(taken, done, now);
      done += now;
    }
    return taken;
  }

  /// Reads once into an empty buffer.
  ///
  /// @return -1 at the end, else how many bytes
  private int read() throws IOException {
    in.clear();
    try {
      return socket.read(in);
    } finally {
      in.flip();
    }
  }

  /// @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if the message is too long for a
  ///   frame; nothing of it was sent then
  private void send(byte[] message) throws IOException {
    if (message.length > Lanes.MOST_FRAME_BYTES) {
      throw Failures.request(
          "a reply of %d bytes is too long; leave the results on the device, and download them"
              .formatted(message.length));
    }
    out.clear().putInt(message.length);
    int done = 0;
    do {
      int now = Math.min(out.remaining(), message.length - done);
      out.put(message, done, now).flip();
      done += now;
      while (out.hasRemaining()) {
        var _ = socket.write(out);
      }
      out.clear();
    } while (done < message.length);
  }
}
