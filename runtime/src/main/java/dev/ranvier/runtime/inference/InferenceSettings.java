package dev.ranvier.runtime.inference;

import dev.ranvier.runtime.server.operations.OperationsSettings;
import dev.ranvier.runtime.server.security.SecuritySettings;
import java.time.Duration;

/// How models are served.
///
/// @param port 0 takes one that is free
/// @param maxBatch the most samples that run side by side; 0: as many as a model's largest program
///   takes
/// @param maxDelay how long a request may wait for others to come along
/// @param queue how many samples of a model may wait; what comes then is refused
/// @param drain how long a close waits for what has been asked already
/// @param security who may ask, and over what
/// @param operations what the operator sees
public record InferenceSettings(
    String host,
    int port,
    int maxBatch,
    Duration maxDelay,
    int queue,
    Duration drain,
    SecuritySettings security,
    OperationsSettings operations) {
  public static final int DEFAULT_PORT = 8001;
  public static final int DEFAULT_QUEUE = 1024;
  public static final Duration DEFAULT_DELAY = Duration.ofMillis(2);

  public InferenceSettings {
    require("max batch", maxBatch, 0);
    require("queue", queue, 1);
    require("max delay", maxDelay.toMillis(), 0);
  }

  /// On the loopback interface.
  public static InferenceSettings loopback(int port) {
    return new InferenceSettings(
        "127.0.0.1",
        port,
        0,
        DEFAULT_DELAY,
        DEFAULT_QUEUE,
        Duration.ofSeconds(10),
        SecuritySettings.NONE,
        OperationsSettings.OFF);
  }

  public InferenceSettings withHost(String other) {
    return new InferenceSettings(
        other, port, maxBatch, maxDelay, queue, drain, security, operations);
  }

  public InferenceSettings withMaxBatch(int samples) {
    return new InferenceSettings(host, port, samples, maxDelay, queue, drain, security, operations);
  }

  public InferenceSettings withMaxDelay(Duration longest) {
    return new InferenceSettings(host, port, maxBatch, longest, queue, drain, security, operations);
  }

  public InferenceSettings withQueue(int samples) {
    return new InferenceSettings(
        host, port, maxBatch, maxDelay, samples, drain, security, operations);
  }

  public InferenceSettings withGuards(SecuritySettings callers, OperationsSettings operators) {
    return new InferenceSettings(host, port, maxBatch, maxDelay, queue, drain, callers, operators);
  }

  private static void require(String what, long got, int least) {
    if (got < least) {
      throw new IllegalArgumentException(
          "%s: expected at least %d, got %d".formatted(what, least, got));
    }
  }
}
