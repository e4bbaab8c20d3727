package dev.ranvier.runtime.server.operations;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whatever happens, a process is gone 30 s after it was asked to end.
public final class LastResort {
  private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(29);

  private LastResort() {}

  /// To be called when the process is asked to end. Children end when they lose their parent.
  public static void begin() {
    var _ = Thread.ofPlatform().daemon().name("last resort").start(LastResort::haltLater);
  }

  private static void haltLater() {
    try {
      Thread.sleep(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    LOG.error("the runtime did not end in {} s; it is halted", LONGEST_END.toSeconds());
    Runtime.getRuntime().halt(1);
  }
}
