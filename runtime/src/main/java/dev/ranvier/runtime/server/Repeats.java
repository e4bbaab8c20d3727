package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.runtime.protocol.Failures;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The executions of a session that were asked for under a key. The first request runs; the others
/// hear what it heard, from the beginning, and so does its own caller after a lost connection. One
/// that failed is forgotten: the next request under its key is a first one again.
final class Repeats {
  private static final int LONGEST_KEY = 64;
  private static final int REMEMBERED = 1024;

  private final Map<ByteString, Recorded> byKey = new LinkedHashMap<>();

  /// Takes replies as they come.
  @FunctionalInterface
  interface Replies {
    void send(ExecuteReply reply) throws InterruptedException;
  }

  /// The execution of a key, and whether whoever asked has to run it.
  record Claim(Recorded recorded, boolean isFirst) {}

  /// Looks an execution up by its request's key, or begins it.
  ///
  /// @throws StatusRuntimeException INVALID_ARGUMENT if the key is too long, or another request's
  synchronized Claim claim(ExecuteRequest request) {
    ByteString key = request.getIdempotencyKey();
    if (key.size() > LONGEST_KEY) {
      throw Failures.request(
          "execute: expected an idempotency key of at most %d bytes, got %d"
              .formatted(LONGEST_KEY, key.size()));
    }
    Recorded known = byKey.get(key);
    if (known == null) {
      forgetOldest();
      Recorded recorded = new Recorded(request);
      byKey.put(key, recorded);
      return new Claim(recorded, true);
    }
    if (!known.request.equals(request)) {
      throw Failures.request(
          "execute: the idempotency key is that of another request; take a new key for each");
    }
    return new Claim(known, false);
  }

  private synchronized void forget(Recorded recorded) {
    byKey.remove(recorded.request.getIdempotencyKey(), recorded);
  }

  private void forgetOldest() {
    Iterator<Recorded> oldest = byKey.values().iterator();
    while (byKey.size() >= REMEMBERED && oldest.hasNext()) {
      if (oldest.next().isOver()) {
        oldest.remove();
      }
    }
  }

  /// What an execution has replied so far.
  final class Recorded implements Replies {
    private final ExecuteRequest request;
    private final List<ExecuteReply> replies = new ArrayList<>();
    private boolean over;
    private @Nullable StatusRuntimeException failure;

    private Recorded(ExecuteRequest request) {
      this.request = request;
    }

    @Override
    public synchronized void send(ExecuteReply reply) {
      replies.add(reply);
      notifyAll();
    }

    synchronized void succeeded() {
      over = true;
      notifyAll();
    }

    void failed(StatusRuntimeException problem) {
      forget(this);
      synchronized (this) {
        over = true;
        failure = problem;
        notifyAll();
      }
    }

    /// Sends everything from the beginning to the end, waiting for what has not come yet.
    ///
    /// @throws StatusRuntimeException as the execution failed
    void replay(Replies to) throws InterruptedException {
      for (int i = 0; ; i++) {
        ExecuteReply next = await(i);
        if (next == null) {
          return;
        }
        to.send(next);
      }
    }

    private synchronized @Nullable ExecuteReply await(int index) throws InterruptedException {
      while (index >= replies.size() && !over) {
        wait();
      }
      if (index < replies.size()) {
        return replies.get(index);
      }
      if (failure != null) {
        throw failure;
      }
      return null;
    }

    private synchronized boolean isOver() {
      return over;
    }
  }
}
