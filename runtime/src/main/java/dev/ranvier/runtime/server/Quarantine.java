package dev.ranvier.runtime.server;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.runtime.protocol.Failures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Keeps modules that end workers away from them. A module is known by the SHA-256 of its text, and
/// kept away once two workers died of it.
///
/// Of several modules that were in the plugin when it died, those that had not been there for long
/// are suspected: a module that has run for a minute is not likely to be what just broke. Whoever
/// is suspected wrongly clears itself by the next run that ends well.
final class Quarantine {
  static final int DEATHS = 2;
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final long SETTLED_NANOS = Duration.ofMinutes(1).toNanos();

  /// Modules that ended a worker are few; who makes many of them has other limits.
  private static final int MOST_SUSPECTS = 10_000;

  private final LongSupplier nanos;
  private final Map<Suspect, Suspicion> suspects = new HashMap<>();
  private final Set<Stay> present = ConcurrentHashMap.newKeySet();

  /// What is being done with a module. One that compiles well may still end its worker when it
  /// runs.
  enum Phase {
    COMPILING,
    RUNNING
  }

  private record Suspect(ByteString module, Phase phase) {}

  private record Suspicion(int deaths, String lastEnd, long at) {}

  Quarantine(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// A module's time in the plugin of one worker.
  final class Stay implements AutoCloseable {
    private final Suspect who;
    private final Object worker;
    private final long since;

    private Stay(Suspect who, Object worker) {
      this.who = who;
      this.worker = worker;
      this.since = nanos.getAsLong();
    }

    /// It came out as it should.
    void endedWell() {
      clear(who);
    }

    @Override
    public void close() {
      present.remove(this);
    }

    private boolean isSettled() {
      return nanos.getAsLong() - since > SETTLED_NANOS;
    }
  }

  /// Lets a module to a worker.
  ///
  /// @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION if it is kept away
  Stay enter(String name, ByteString module, Phase phase, Object worker) {
    for (Phase any : Phase.values()) {
      refuse(name, new Suspect(module, any));
    }
    Stay stay = new Stay(new Suspect(module, phase), worker);
    present.add(stay);
    return stay;
  }

  /// A worker is gone: remembers who was there.
  @SuppressWarnings("ReferenceEquality") // a worker, not one like it
  void died(Object worker, WorkerEnd end) {
    if (!end.isModulesFault()) {
      return;
    }
    if (end instanceof WorkerEnd.Killed(_, var stuck) && stuck.isPresent()) {
      suspect(new Suspect(stuck.get(), Phase.RUNNING), end);
      return;
    }
    List<Stay> there = new ArrayList<>();
    present.stream().filter(stay -> stay.worker.equals(worker)).forEach(there::add);
    List<Stay> recent = there.stream().filter(stay -> !stay.isSettled()).toList();
    (recent.isEmpty() ? there : recent)
        .stream().map(stay -> stay.who).distinct().forEach(who -> suspect(who, end));
  }

  private synchronized void refuse(String name, Suspect who) {
    Suspicion known = suspects.get(who);
    if (known == null) {
      return;
    }
    if (nanos.getAsLong() - known.at > FORGOTTEN_AFTER.toNanos()) {
      suspects.remove(who);
    } else if (known.deaths >= DEATHS) {
      throw Failures.of(
          Kind.KIND_QUARANTINED,
          "module \"%s\": %d workers died of it, the last one %s; it is refused for %d minutes: change the program, or run it in shorter calls"
              .formatted(name, known.deaths, known.lastEnd, FORGOTTEN_AFTER.toMinutes()));
    }
  }

  private synchronized void suspect(Suspect who, WorkerEnd end) {
    if (suspects.size() >= MOST_SUSPECTS) {
      suspects.clear();
    }
    Suspicion before = suspects.get(who);
    int deaths = before == null ? 1 : before.deaths + 1;
    suspects.put(who, new Suspicion(deaths, end.told(), nanos.getAsLong()));
  }

  private synchronized void clear(Suspect who) {
    suspects.remove(who);
  }
}
