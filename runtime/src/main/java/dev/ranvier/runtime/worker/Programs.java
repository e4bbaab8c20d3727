package dev.ranvier.runtime.worker;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Origin;
import dev.ranvier.runtime.pjrt.Client;
import dev.ranvier.runtime.pjrt.CompileOptions;
import dev.ranvier.runtime.pjrt.Executable;
import dev.ranvier.runtime.pjrt.PjrtException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The executables of a worker. The same text is compiled once, however many sessions ask for it; a
/// few that nobody holds any more stay loaded; and their machine code is stored, if there is
/// somewhere to.
final class Programs {
  private static final Logger LOG = LoggerFactory.getLogger(Programs.class);
  private static final int MOST_IDLE = 32;

  private final Client client;
  private final Surroundings surroundings;
  private final Optional<StoredCode> stored;
  private final Map<ProgramKey, Shared> loaded = new LinkedHashMap<>(16, 0.75f, true);

  /// An executable and how many hold it.
  private static final class Shared {
    private final Executable executable;
    private int holders;

    Shared(Executable executable) {
      this.executable = executable;
    }
  }

  private record Made(Executable executable, Origin origin) {}

  Programs(Client client, Surroundings surroundings, Optional<StoredCode> stored) {
    this.client = client;
    this.surroundings = surroundings;
    this.stored = stored;
  }

  /// The program of a text: loaded already, stored, or compiled now.
  ///
  /// @throws PjrtException if the plugin refuses it
  LoadedProgram load(byte[] text, ByteString module) {
    CompileOptions options = CompileOptions.single();
    ProgramKey key = ProgramKey.of(module.toByteArray(), options.encoded(), surroundings.digest());
    Optional<LoadedProgram> known = held(key, module);
    if (known.isPresent()) {
      return known.get();
    }
    Made made = make(key, text, options);
    return hold(key, module, made);
  }

  /// Stored code that was found damaged since this was last asked.
  int takeDamaged() {
    return stored.map(StoredCode::takeDamaged).orElse(0);
  }

  private synchronized Optional<LoadedProgram> held(ProgramKey key, ByteString module) {
    Shared shared = loaded.get(key);
    return shared == null
        ? Optional.empty()
        : Optional.of(hold(module, shared, Origin.ORIGIN_MEMORY));
  }

  private synchronized LoadedProgram hold(ProgramKey key, ByteString module, Made made) {
    Shared before = loaded.get(key);
    if (before != null) {
      // Another session was quicker.
      made.executable.close();
      return hold(module, before, Origin.ORIGIN_MEMORY);
    }
    Shared shared = new Shared(made.executable);
    loaded.put(key, shared);
    return hold(module, shared, made.origin);
  }

  private LoadedProgram hold(ByteString module, Shared shared, Origin origin) {
    shared.holders++;
    return new LoadedProgram(shared.executable, module, origin, () -> release(shared));
  }

  private synchronized void release(Shared shared) {
    shared.holders--;
    long idle = loaded.values().stream().filter(each -> each.holders == 0).count();
    Iterator<Shared> oldestFirst = loaded.values().iterator();
    while (idle > MOST_IDLE && oldestFirst.hasNext()) {
      Shared each = oldestFirst.next();
      if (each.holders == 0) {
        oldestFirst.remove();
        each.executable.close();
        idle--;
      }
    }
  }

  private Made make(ProgramKey key, byte[] text, CompileOptions options) {
    return stored
        .flatMap(code -> fromDisk(code, key, options))
        .map(executable -> new Made(executable, Origin.ORIGIN_DISK))
        .orElseGet(() -> new Made(compile(key, text, options), Origin.ORIGIN_COMPILED));
  }

  private Optional<Executable> fromDisk(StoredCode code, ProgramKey key, CompileOptions options) {
    Optional<byte[]> found = code.read(key);
    try {
      return found.map(bytes -> client.deserialize(bytes, options));
    } catch (PjrtException problem) {
      LOG.warn(
          "cache: the plugin does not load {} ({}); compiling instead", key, problem.toString());
      code.remove(key);
      return Optional.empty();
    }
  }

  private Executable compile(ProgramKey key, byte[] text, CompileOptions options) {
    Executable executable = client.compile(text, options);
    stored.ifPresent(code -> store(code, key, executable));
    return executable;
  }

  private static void store(StoredCode code, ProgramKey key, Executable executable) {
    try {
      code.write(key, executable.serialize());
    } catch (PjrtException problem) {
      LOG.info("cache: the plugin does not give {} away ({})", key, problem.toString());
    }
  }
}
