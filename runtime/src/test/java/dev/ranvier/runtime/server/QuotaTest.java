package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.ExecuteOptions;
import dev.ranvier.runtime.client.ProgressListener;
import dev.ranvier.runtime.client.RemoteBuffer;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one caller may have of a runtime, and that it is given back to the byte.
@Timeout(120)
class QuotaTest {
  private static final HostArray KIBIBYTE = HostArray.zeros(ArrayType.of(DType.U8, 1024));

  private @Nullable RuntimeServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void refusesArraysOverTheQuotaAndGivesFreedBytesBack() {
    try (RuntimeClient client = client(quotas -> quotas.withDeviceBytes(4096))) {
      List<RemoteBuffer> arrays = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        arrays.add(client.upload(KIBIBYTE));
      }
      assertThatThrownBy(() -> client.upload(KIBIBYTE))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("1024 bytes more than the 4096 that are held")
          .hasMessageContaining("close arrays");
      arrays.getFirst().close();
      client.upload(KIBIBYTE).close();
    }
  }

  @Test
  void countsResultsOfExecutions() {
    try (RuntimeClient client = client(quotas -> quotas.withDeviceBytes(24 + 12));
        var add = client.compile("add", Programs.ADD);
        var x = client.upload(HostArray.of(new float[3], 3));
        var y = client.upload(HostArray.of(new float[3], 3))) {
      var first = client.execute(add, List.of(x, y));
      assertThatThrownBy(() -> client.execute(add, List.of(x, y)))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("12 bytes more than the 36 that are held");
      first.close();
      client.execute(add, List.of(x, y)).close();
    }
  }

  @Test
  void refusesModulesThatNeedMoreThanThereIs() {
    try (RuntimeClient client = client(quotas -> quotas.withDeviceBytes(30))) {
      assertThatThrownBy(() -> client.compile("add", Programs.ADD))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("module \"add\" has values of up to 36 bytes at a time");
    }
  }

  @Test
  void refusesMoreSessionsThanOneCallerMayHave() {
    try (var _ = client(quotas -> quotas.withSessions(9, 1))) {
      assertThatThrownBy(() -> RuntimeClient.connect(running().address()))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("1 sessions are open, the most that it takes");
    }
    RuntimeClient.connect(running().address()).close();
  }

  @Test
  void callsOverTheLimitComeBackAndAreServedInTheEnd() {
    try (RuntimeClient client = client(quotas -> quotas.withCalls(1, 10));
        var steps = client.compile("steps", Programs.STEPS);
        var n = client.upload(HostArray.of(new int[] {20_000_000}));
        var drive = client.upload(HostArray.of(new float[3], 3));
        var x = client.upload(HostArray.of(new float[3], 3))) {
      var running =
          CompletableFuture.runAsync(() -> client.execute(steps, List.of(n, drive, x)).close());
      client.execute(steps, List.of(n, drive, x)).close();
      running.join();
      ExecuteOptions hurried = ExecuteOptions.ONCE.withDeadline(Duration.ofMillis(50));
      var again =
          CompletableFuture.runAsync(() -> client.execute(steps, List.of(n, drive, x)).close());
      awaitOneCall();
      assertThatThrownBy(
              () -> client.execute(steps, List.of(n, drive, x), hurried, ProgressListener.NONE))
          .isInstanceOfSatisfying(
              RuntimeFailure.Refused.class,
              busy -> assertThat(busy.retryAfter()).hasValue(Duration.ofMillis(100)))
          .hasMessageContaining("1 of its computations are being served");
      again.join();
    }
  }

  private void awaitOneCall() {
    while (running().calls() == 0) {
      Thread.onSpinWait();
    }
  }

  private RuntimeServer running() {
    if (server == null) {
      throw new IllegalStateException("no server was started");
    }
    return server;
  }

  private RuntimeClient client(UnaryOperator<Quotas> change) {
    server = TestServer.start(settings -> settings.withQuotas(change.apply(settings.quotas())));
    return RuntimeClient.connect(server.address());
  }
}
