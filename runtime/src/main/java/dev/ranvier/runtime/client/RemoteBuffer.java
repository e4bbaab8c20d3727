package dev.ranvier.runtime.client;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.protocol.Handle;
import java.util.concurrent.atomic.AtomicBoolean;

/// An array on a runtime's device. Closing it frees the device's memory.
public final class RemoteBuffer implements AutoCloseable {
  private final RuntimeClient client;
  private final Handle handle;
  private final ArrayType type;
  private final AtomicBoolean gone = new AtomicBoolean();

  RemoteBuffer(RuntimeClient client, Handle handle, ArrayType type) {
    this.client = client;
    this.handle = handle;
    this.type = type;
  }

  public ArrayType type() {
    return type;
  }

  /// True once it was closed, or donated to an execution.
  public boolean isGone() {
    return gone.get();
  }

  @Override
  public void close() {
    if (leave()) {
      client.free(handle);
    }
  }

  /// Whether it was there until now; from now on it is gone.
  boolean leave() {
    return gone.compareAndSet(false, true);
  }

  @Override
  public String toString() {
    return "array " + type + " on " + client;
  }

  Handle handle() {
    return handle;
  }

  RuntimeClient client() {
    return client;
  }

  void donated() {
    gone.set(true);
  }
}
