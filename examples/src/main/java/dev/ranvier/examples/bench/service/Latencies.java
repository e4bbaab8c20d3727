package dev.ranvier.examples.bench.service;

import java.util.Arrays;
import java.util.concurrent.Callable;

/// How long each of many calls took, in microseconds, sorted.
record Latencies(double[] micros) {
  /// Makes calls one after the other, some of them first that do not count.
  static Latencies of(int count, Callable<?> call) throws Exception {
    for (int i = 0; i < count / 5; i++) {
      var _ = call.call();
    }
    double[] micros = new double[count];
    for (int i = 0; i < count; i++) {
      long begin = System.nanoTime();
      var _ = call.call();
      micros[i] = (System.nanoTime() - begin) / 1e3;
    }
    Arrays.sort(micros);
    return new Latencies(micros);
  }

  double median() {
    return micros[micros.length / 2];
  }

  double p99() {
    return micros[micros.length * 99 / 100];
  }
}
