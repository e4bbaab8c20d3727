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

  /// @param share whose sessions take turns together on the devices
  Holdings(String share) {
    this.share = share;
  }

  String share() {
    return share;
  }

  Handle add(LoadedProgram program) {
    Handle handle = Handle.random();
    programs.put(handle, program);
    return handle;
  }

  Handle add(Buffer array) {
    Handle handle = Handle.random();
    arrays.put(handle, array);
    return handle;
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
    arrays.keySet().forEach(this::free);
    programs.keySet().forEach(this::free);
  }

  private static <T> T present(String what, Handle handle, @Nullable T found) {
    if (found == null) {
      throw Failures.handle("%s %s: not of this session, or freed".formatted(what, handle));
    }
    return found;
  }
}
