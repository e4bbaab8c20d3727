package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.inference.model.ModelDescription;
import dev.ranvier.runtime.inference.model.ModelFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A model with its queue and the lanes that work it off, one for each runtime.
final class ServedModel {
  private static final Logger LOG = LoggerFactory.getLogger(ServedModel.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final ModelFile model;
  private final Tally tally;
  private final Batcher batcher;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  ServedModel(
      ModelFile model,
      InferenceSettings settings,
      List<HostConnection> hosts,
      InferenceMeters meters) {
    this.model = model;
    this.tally = new Tally(meters.of(model.description().name()));
    this.batcher = new Batcher(model, settings, tally);
    hosts.forEach(host -> lanes.add(new Lane(model, batcher, host, tally, this::isReady)));
  }

  /// Puts the model on every runtime that can be reached, and begins to answer.
  ///
  /// @throws RuntimeFailure if there is none
  void start() {
    List<RuntimeFailure> problems = new ArrayList<>();
    for (Lane lane : lanes) {
      try {
        var _ = lane.open();
      } catch (RuntimeFailure problem) {
        LOG.warn("model {}: {}", description().name(), problem.getMessage());
        problems.add(problem);
      }
    }
    if (problems.size() == lanes.size()) {
      throw problems.getFirst();
    }
    for (int i = 0; i < lanes.size(); i++) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("model %s, lane %d".formatted(description().name(), i))
              .start(lanes.get(i)));
    }
  }

  ModelFile model() {
    return model;
  }

  ModelDescription description() {
    return model.description();
  }

  boolean isReady() {
    return lanes.stream().anyMatch(Lane::isReady);
  }

  /// The most samples of one request.
  int largestRequest() {
    return batcher.largest();
  }

  /// How many samples wait for their batch.
  int waiting() {
    return batcher.waiting();
  }

  InferenceCounts counts() {
    return tally.read();
  }

  /// @throws io.grpc.StatusRuntimeException if it can't be taken now
  void add(Pending request) {
    if (!isReady()) {
      throw Statuses.unavailable(
          "model \"%s\": no runtime can be reached just now; ask again in %d s"
              .formatted(description().name(), AGAIN.toSeconds()),
          AGAIN);
    }
    batcher.add(request);
  }

  /// The client has left.
  void leave(Pending request) {
    if (request.leave()) {
      tally.left.increment();
    }
    batcher.remove(request);
  }

  /// Takes no more; what waits runs at once.
  void finish() {
    batcher.close();
  }

  /// Takes no more, and answers what waits, for so long.
  void close(Duration drain) {
    finish();
    try {
      long end = System.nanoTime() + drain.toNanos();
      for (Thread thread : threads) {
        var _ = thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    batcher.failAll(
        Statuses.unavailable(
            "model \"%s\": the server is stopping; ask another one".formatted(description().name()),
            AGAIN));
    threads.forEach(Thread::interrupt);
  }
}
