package dev.ranvier.examples.bench.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/// How long each of many calls took, in microseconds, sorted.
record Latencies(List<Double> micros) {
  Latencies {
    micros = List.copyOf(micros);
  }

  /// Makes calls one after the other, some of them first that do not count.
  static Latencies of(int count, Callable<?> call) throws Exception {
    for (int i = 0; i < count / 5; i++) {
      var _ = call.call();
    }
    List<Double> micros = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      var _ = call.call();
      micros.add((System.nanoTime() - begin) / 1e3);
    }
    Collections.sort(micros);
    return new Latencies(micros);
  }

  double median() {
    return micros.get(micros.size() / 2);
  }

  double p99() {
    return micros.get(micros.size() * 99 / 100);
  }
}
