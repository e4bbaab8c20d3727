package dev.ranvier.runtime.client;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.protocol.Handle;
import dev.ranvier.runtime.protocol.ProgramSignature;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// A program that a runtime has compiled. Closing it frees it there.
public final class RemoteExecutable implements AutoCloseable {
  /// Where a program came from.
  public enum Origin {
    /// The plugin compiled it.
    COMPILED,
    /// The runtime had it loaded.
    MEMORY,
    /// The runtime had its machine code stored.
    DISK
  }

  private final RuntimeClient client;
  private final Handle handle;
  private final String name;
  private final ProgramSignature signature;
  private final Duration compileTime;
  private final OptionalLong temporaryBytes;
  private final Origin origin;
  private final AtomicBoolean gone = new AtomicBoolean();

  RemoteExecutable(
      RuntimeClient client,
      Handle handle,
      String name,
      ProgramSignature signature,
      Duration compileTime,
      OptionalLong temporaryBytes,
      Origin origin) {
    this.client = client;
    this.handle = handle;
    this.name = name;
    this.signature = signature;
    this.compileTime = compileTime;
    this.temporaryBytes = temporaryBytes;
    this.origin = origin;
  }

  /// What it was called when it was compiled.
  public String name() {
    return name;
  }

  /// What `main` takes.
  public List<ArrayType> arguments() {
    return signature.arguments();
  }

  /// What `main` gives.
  public List<ArrayType> results() {
    return signature.results();
  }

  /// The arguments' names; empty where the module gives none.
  public List<String> argumentNames() {
    return signature.argumentNames();
  }

  /// How long the runtime took to have it: compiled, or loaded.
  public Duration compileTime() {
    return compileTime;
  }

  /// What a run takes on the device beside its arguments and results, as the plugin's compiler
  /// planned it; empty if the plugin does not tell.
  public OptionalLong temporaryBytes() {
    return temporaryBytes;
  }

  /// Whether the plugin had to compile it.
  public Origin origin() {
    return origin;
  }

  public boolean isGone() {
    return gone.get();
  }

  @Override
  public void close() {
    if (gone.compareAndSet(false, true)) {
      client.free(handle);
    }
  }

  @Override
  public String toString() {
    return "program \"" + name + "\" on " + client;
  }

  Handle handle() {
    return handle;
  }

  RuntimeClient client() {
    return client;
  }
}
