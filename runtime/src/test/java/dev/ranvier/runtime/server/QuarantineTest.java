package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.ranvier.runtime.server.Quarantine.Phase;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final ByteString BAD = ByteString.copyFromUtf8("bad");
  private static final ByteString GOOD = ByteString.copyFromUtf8("good");
  private static final WorkerEnd ABORT = new WorkerEnd.Signalled(6);

  private final Object worker = new Object();
  private long now;
  private final Quarantine quarantine = new Quarantine(() -> now);

  @Test
  void keepsModuleAwayThatTwoWorkersDiedOf() {
    die(BAD, ABORT);
    assertThatCode(() -> enter(BAD).close()).doesNotThrowAnyException();
    die(BAD, ABORT);
    assertThatThrownBy(() -> enter(BAD))
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("module \"m\": 2 workers died of it, the last one died (signal 6)");
    assertThatCode(() -> enter(GOOD).close()).doesNotThrowAnyException();
  }

  @Test
  void blamesNobodyForWorkerThatSomeoneElseKilled() {
    for (int i = 0; i < 5; i++) {
      die(BAD, new WorkerEnd.Signalled(9));
      die(BAD, new WorkerEnd.Killed("it was stopped", Optional.empty()));
    }
    assertThatCode(() -> enter(BAD).close()).doesNotThrowAnyException();
  }

  @Test
  void clearsWhoEndsWellInBetween() {
    die(GOOD, ABORT);
    try (var stay = enter(GOOD)) {
      stay.endedWell();
    }
    die(GOOD, ABORT);
    assertThatCode(() -> enter(GOOD).close()).doesNotThrowAnyException();
  }

  @Test
  void compilingWellDoesNotClearWhoDiesWhenRun() {
    for (int i = 0; i < 2; i++) {
      try (var stay = quarantine.enter("m", BAD, Phase.COMPILING, worker)) {
        stay.endedWell();
      }
      die(BAD, ABORT);
    }
    assertThatThrownBy(() -> enter(BAD)).hasMessageContaining("2 workers died of it");
  }

  @Test
  void suspectsWhoCameLastAndNotWhoHadBeenThereForLong() {
    for (int i = 0; i < 2; i++) {
      try (var _ = enter(GOOD)) {
        now += Duration.ofMinutes(2).toNanos();
        die(BAD, ABORT);
      }
    }
    assertThatCode(() -> enter(GOOD).close()).doesNotThrowAnyException();
    assertThatThrownBy(() -> enter(BAD)).hasMessageContaining("2 workers died of it");
  }

  @Test
  void blamesTheModuleThatItsWorkerWasStuckIn() {
    for (int i = 0; i < 2; i++) {
      try (var _ = enter(GOOD)) {
        die(BAD, new WorkerEnd.Killed("an execution ran past its deadline", Optional.of(BAD)));
      }
    }
    assertThatCode(() -> enter(GOOD).close()).doesNotThrowAnyException();
    assertThatThrownBy(() -> enter(BAD)).hasMessageContaining("ran past its deadline");
  }

  @Test
  void forgetsAfterAnHour() {
    die(BAD, ABORT);
    die(BAD, ABORT);
    now += Duration.ofMinutes(61).toNanos();
    assertThatCode(() -> enter(BAD).close()).doesNotThrowAnyException();
  }

  private void die(ByteString module, WorkerEnd end) {
    try (var _ = enter(module)) {
      quarantine.died(worker, end);
    }
  }

  private Quarantine.Stay enter(ByteString module) {
    return quarantine.enter("m", module, Phase.RUNNING, worker);
  }
}
