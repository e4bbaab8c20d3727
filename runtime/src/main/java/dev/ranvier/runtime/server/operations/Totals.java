package dev.ranvier.runtime.server.operations;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// What all calls have come to since the start, for the admin service: the same as the figures for
/// Prometheus, which cannot be asked back cheaply.
final class Totals {
  private final Map<String, OfMethod> methods = new ConcurrentHashMap<>();
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();

  /// Of one kind of call.
  record OfMethod(LongAdder started, LongAdder succeeded, LongAdder failed, LongAdder nanos) {
    OfMethod() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  void started(String method) {
    of(method).started.increment();
  }

  void ended(String method, boolean succeeded, Duration took) {
    OfMethod totals = of(method);
    (succeeded ? totals.succeeded : totals.failed).increment();
    totals.nanos.add(took.toNanos());
  }

  void received(long bytes) {
    received.add(bytes);
  }

  void sent(long bytes) {
    sent.add(bytes);
  }

  Map<String, OfMethod> methods() {
    return Map.copyOf(methods);
  }

  long receivedBytes() {
    return received.sum();
  }

  long sentBytes() {
    return sent.sum();
  }

  private OfMethod of(String method) {
    return methods.computeIfAbsent(method, _ -> new OfMethod());
  }
}
