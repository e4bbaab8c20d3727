package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.pjrt.Buffer;
import dev.ranvier.runtime.protocol.Failures;
import dev.ranvier.runtime.protocol.Handle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What one session holds on the devices. Closing it frees everything.
final class Holdings implements AutoCloseable {
  private final String share;
  private final Map<Handle, LoadedProgram> programs = new ConcurrentHashMap<>();
  private final Map<Handle, Buffer> arrays = new ConcurrentHashMap<>();
  private boolean closed;

  /// @param share whose sessions take turns together on the devices
  Holdings(String share) {
    this.share = share;
  }

  String share() {
    return share;
  }

  /// @throws io.grpc.StatusRuntimeException NOT_FOUND if the session was closed meanwhile; the
  ///   program is closed too then
  Handle add(LoadedProgram program) {
    return add(programs, program);
  }

  /// @throws io.grpc.StatusRuntimeException NOT_FOUND if the session was closed meanwhile; the
  ///   array is closed too then
  Handle add(Buffer array) {
    return add(arrays, array);
  }

  private <T extends AutoCloseable> Handle add(Map<Handle, T> things, T thing) {
    Handle handle = Handle.random();
    synchronized (this) {
      if (!closed) {
        things.put(handle, thing);
        return handle;
      }
    }
    close(thing);
    throw Failures.handle("session: closed; say Hello again");
  }

  LoadedProgram program(Handle handle) {
    return present("executable", handle, programs.get(handle));
  }

  Buffer array(Handle handle) {
    return present("array", handle, arrays.get(handle));
  }

  /// An array that is no longer the session's: whoever takes it closes it.
  Buffer take(Handle handle) {
    return present("array", handle, arrays.remove(handle));
  }

  /// Whether there was such a thing to free.
  boolean free(Handle handle) {
    Buffer array = arrays.remove(handle);
    if (array != null) {
      array.close();
      return true;
    }
    LoadedProgram program = programs.remove(handle);
    if (program != null) {
      program.close();
      return true;
    }
    return false;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    arrays.keySet().forEach(this::free);
    programs.keySet().forEach(this::free);
  }

  private static void close(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception impossible) {
      throw new IllegalStateException("closing what a session holds does not fail", impossible);
    }
  }

  private static <T> T present(String what, Handle handle, @Nullable T found) {
    if (found == null) {
      throw Failures.handle("%s %s: not of this session, or freed".formatted(what, handle));
    }
    return found;
  }
}
