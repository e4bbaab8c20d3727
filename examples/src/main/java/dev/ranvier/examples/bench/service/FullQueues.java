package dev.ranvier.examples.bench.service;

import dev.ranvier.compiler.graph.Overflow;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.session.Recording;
import dev.ranvier.runtime.session.Session;
import dev.ranvier.runtime.session.SimulationProgress;
import java.util.Arrays;

/// Row 20: a queue of a running model has no room for an event.
final class FullQueues {
  private FullQueues() {}

  static Figure measure(Bench bench) throws Exception {
    try (RuntimeServer server = bench.start();
        Session session = Session.connect(server.address())) {
      Recording counting = run(session, Overflow.COUNT);
      long dropped =
          counting.counts().values().stream()
              .flatMapToInt(counts -> Arrays.stream(counts.ints()))
              .asLongStream()
              .sum();
      String failed = failure(session);
      return Figure.of(
          dropped > 0 && failed.startsWith("projection"),
          "%d events counted as dropped in %s; with onOverflow(FAIL): %s",
          dropped,
          counting.counts().keySet(),
          failed);
    }
  }

  private static String failure(Session session) {
    try {
      return "no error: " + run(session, Overflow.FAIL).counts();
    } catch (RuntimeFailure.EventsDropped expected) {
      return expected.getMessage() + "";
    }
  }

  private static Recording run(Session session, Overflow overflow) {
    try (var loaded = session.load(Networks.tight(overflow));
        var simulation = loaded.start()) {
      return simulation.run(10, Networks.always(), SimulationProgress.NONE);
    }
  }
}
