package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.client.balance.BackOff;
import dev.ranvier.runtime.inference.model.AnswerTensor;
import dev.ranvier.runtime.inference.model.ModelDescription;
import dev.ranvier.runtime.inference.model.ModelDescription.Lossy;
import dev.ranvier.runtime.inference.model.ModelFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs batches of one model on one runtime, one after the other, for as long as there are any. A
/// runtime that is lost costs no request its answer: what was under way goes back to the queue, and
/// this lane or another one runs it again, which gives the same bits.
final class Lane implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int MOST_TRIES = 3;
  private static final BackOff PAUSES = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));

  private final ModelFile model;
  private final Batcher batcher;
  private final HostConnection host;
  private final Tally tally;
  private final BooleanSupplier others;
  private @Nullable DeviceModel loaded;
  private @Nullable RuntimeClient client;
  private volatile boolean ready;

  /// @param others whether another lane of the model is ready
  Lane(ModelFile model, Batcher batcher, HostConnection host, Tally tally, BooleanSupplier others) {
    this.model = model;
    this.batcher = batcher;
    this.host = host;
    this.tally = tally;
    this.others = others;
  }

  boolean isReady() {
    return ready;
  }

  /// Puts the model on the device.
  ///
  /// @throws RuntimeFailure if that can't be done
  DeviceModel open() {
    DeviceModel present = loaded;
    if (present == null) {
      RuntimeClient opened = host.client();
      client = opened;
      present = DeviceModel.load(opened, model);
      loaded = present;
      ready = true;
    }
    return present;
  }

  @Override
  public void run() {
    try {
      Duration pause = PAUSES.first();
      while (!Thread.interrupted()) {
        if (!opened()) {
          Thread.sleep(pause);
          pause = PAUSES.after(pause);
          continue;
        }
        pause = PAUSES.first();
        List<Pending> batch = batcher.take();
        if (batch == null) {
          return;
        }
        run(batch);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      ready = false;
    }
  }

  private boolean opened() {
    try {
      var _ = open();
      return true;
    } catch (RuntimeFailure problem) {
      LOG.warn("model {} is not ready: {}", model.description().name(), problem.getMessage());
      lost(problem);
      if (!others.getAsBoolean()) {
        batcher.failAll(Statuses.of(model.description().name(), problem));
      }
      return false;
    }
  }

  private void run(List<Pending> batch) {
    try {
      long begun = System.nanoTime();
      batch.stream()
          .filter(Pending::isFresh)
          .forEach(
              request -> tally.spreads.queueSeconds().observe(seconds(begun - request.since())));
      DeviceModel.Result result = open().run(batch, () -> batch.stream().allMatch(Pending::isGone));
      long took = System.nanoTime() - begun;
      batcher.ran(Duration.ofNanos(took));
      tally.spreads.batchSeconds().observe(seconds(took));
      hand(batch, result);
    } catch (RuntimeFailure problem) {
      failed(batch, problem);
    } catch (RuntimeException problem) {
      LOG.error("a batch of {} failed", model.description().name(), problem);
      fail(batch, new RuntimeFailure.Internal("the server failed: " + problem, problem));
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private void failed(List<Pending> batch, RuntimeFailure problem) {
    if (!problem.isLoss()) {
      fail(batch, problem);
      return;
    }
    LOG.warn("model {}: {}", model.description().name(), problem.getMessage());
    lost(problem);
    List<Pending> again = new ArrayList<>();
    List<Pending> never = new ArrayList<>();
    for (Pending request : batch) {
      (request.tried() < MOST_TRIES ? again : never).add(request);
    }
    fail(never, problem);
    batcher.putBack(again);
  }

  private void fail(List<Pending> requests, RuntimeFailure problem) {
    var status = Statuses.of(model.description().name(), problem);
    for (Pending request : requests) {
      request.fail(status, tally.failed);
    }
  }

  /// A worker that died leaves the session as it is; after anything else another one is opened.
  private void lost(RuntimeFailure problem) {
    ready = false;
    loaded = null;
    RuntimeClient of = client;
    client = null;
    if (of != null && !(problem instanceof RuntimeFailure.WorkerLost)) {
      host.lost(of);
    }
  }

  private void hand(List<Pending> batch, DeviceModel.Result result) {
    tally.calls.add(result.calls());
    tally.batches.increment();
    int samples = batch.stream().mapToInt(Pending::samples).sum();
    tally.samples.add(samples);
    tally.spreads.batchRows().observe(samples);
    ModelDescription description = model.description();
    int skipped = description.calls() - result.calls();
    if (skipped > 0 && batch.stream().anyMatch(request -> !request.isGone())) {
      tally.skippedCalls.add(skipped);
      tally.earlyExits.increment();
    }
    int from = 0;
    for (Pending request : batch) {
      hand(request, from, result);
      from += request.samples();
    }
  }

  private void hand(Pending request, int from, DeviceModel.Result result) {
    ModelDescription description = model.description();
    long dropped = 0;
    for (int i = 0; i < description.lossy().size(); i++) {
      long here = 0;
      for (int sample = 0; sample < request.samples(); sample++) {
        here += result.dropped().get(i)[from + sample];
      }
      Lossy lossy = description.lossy().get(i);
      if (here > 0 && lossy.fails()) {
        fail(
            List.of(request),
            new RuntimeFailure.EventsDropped(
                "%s: expected room for every event, dropped %d; give its queue a larger capacity and export again"
                    .formatted(lossy.label(), here)));
        return;
      }
      dropped += here;
    }
    List<HostArray> parts = new ArrayList<>();
    List<AnswerTensor> tensors = description.answer().tensors(description.classes());
    for (int i = 0; i < tensors.size(); i++) {
      ArrayType type = tensors.get(i).of(request.samples());
      int each = Math.toIntExact(tensors.get(i).each().bytes());
      var bytes = result.answers().get(i).data().slice(from * each, request.samples() * each);
      parts.add(HostArray.wrap(type, bytes));
    }
    // Who left meanwhile was counted then.
    request.answer(parts, dropped, tally.answered);
  }
}
