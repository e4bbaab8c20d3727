package dev.ranvier.runtime.pjrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.testing.OnCpuOnly;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Objects of the plugin are freed once, after their last use, and never used after that.
class LifetimeTest {
  @ParameterizedTest
  @EnumSource
  void refusesUseAfterClose(TestPlugin chosen) {
    var plugin = chosen.load();
    var client = plugin.createClient();
    var add = client.compile(Programs.ADD);
    var x = TestPlugin.upload(client, 1, 2, 3);
    x.close();
    x.close();
    assertClosed(x::download, "buffer tensor<3xf32> is closed");
    assertClosed(x::deviceBytes, "buffer tensor<3xf32> is closed");
    assertClosed(() -> add.execute(List.of(x, x)), "buffer tensor<3xf32> is closed");
    add.close();
    add.close();
    assertClosed(() -> add.execute(List.of()), "executable is closed");
    assertClosed(add::serialize, "executable is closed");
    client.close();
    client.close();
    assertClosed(() -> client.compile(Programs.ADD), "client is closed");
    assertClosed(() -> TestPlugin.upload(client, 1), "client is closed");
    plugin.close();
    plugin.close();
    assertClosed(plugin::createClient, "plugin " + plugin.library() + " is closed");
    assertClosed(plugin::attributes, "plugin " + plugin.library() + " is closed");
  }

  private static void assertClosed(Callable<?> use, String message) {
    assertThatThrownBy(use::call).isInstanceOf(IllegalStateException.class).hasMessage(message);
  }

  @ParameterizedTest
  @EnumSource
  void closesBuffersAndExecutablesWithTheirClient(TestPlugin chosen) {
    var plugin = chosen.load();
    var client = plugin.createClient();
    var add = client.compile(Programs.ADD);
    var x = TestPlugin.upload(client, 1, 2, 3);
    plugin.close();
    assertThat(client.liveBuffers()).isZero();
    assertThat(client.liveExecutables()).isZero();
    assertClosed(x::download, "buffer tensor<3xf32> is closed");
    assertClosed(() -> add.execute(List.of(x, x)), "executable is closed");
    x.close();
    add.close();
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehindAfterThousandBuffersAndRuns(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var add = client.compile(Programs.ADD)) {
      for (int round = 0; round < 1_000; round++) {
        try (var x = TestPlugin.upload(client, round, 1, 2)) {
          assertThat(client.liveBuffers()).isEqualTo(1);
          Buffer sum = add.execute(List.of(x, x)).getFirst();
          assertThat(TestPlugin.floats(sum)[0]).isEqualTo(2f * round);
          sum.close();
        }
      }
      assertThat(client.liveBuffers()).isZero();
      assertThat(client.liveExecutables()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void executesFromEightThreadsAtOnce(TestPlugin chosen) throws Exception {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var loop = client.compile(Programs.LOOP);
        var threads = Executors.newFixedThreadPool(8)) {
      var runs = new ArrayList<Future<Float>>();
      for (int run = 0; run < 400; run++) {
        int rounds = run % 10;
        runs.add(threads.submit(() -> grown(client, loop, rounds)));
      }
      for (int run = 0; run < 400; run++) {
        assertThat(runs.get(run).get()).isEqualTo((float) Math.pow(1.5, run % 10));
      }
      assertThat(client.liveBuffers()).isZero();
    }
  }

  private static float grown(Client client, Executable loop, int rounds) {
    int[] count = {rounds};
    try (var n = client.upload(Shape.of(ElementType.I32), MemorySegment.ofArray(count));
        var x = TestPlugin.upload(client, 1, 2, 3)) {
      List<Buffer> results = loop.execute(List.of(n, x));
      float first = TestPlugin.floats(results.getFirst())[0];
      results.forEach(Buffer::close);
      return first;
    }
  }

  @ParameterizedTest
  @EnumSource
  @OnCpuOnly
  void survivesClosingEverythingUnderRunningThreads(TestPlugin chosen) throws Exception {
    for (int round = 0; round < 5; round++) {
      var plugin = chosen.load();
      var client = plugin.createClient(Map.of(Plugin.CPU_DEVICE_COUNT, new PluginValue.Int64(2)));
      var loop = client.compile(Programs.LOOP);
      try (var threads = Executors.newFixedThreadPool(4)) {
        var runs = new ArrayList<Future<Float>>();
        for (int thread = 0; thread < 4; thread++) {
          runs.add(threads.submit(() -> runUntilClosed(client, loop)));
        }
        Thread.sleep(20);
        plugin.close();
        for (Future<Float> run : runs) {
          assertThatThrownBy(run::get)
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(IllegalStateException.class)
              .hasMessageContaining("is closed");
        }
      }
      assertThat(client.liveBuffers()).isZero();
      assertThat(client.liveExecutables()).isZero();
    }
  }

  private static Float runUntilClosed(Client client, Executable loop) {
    while (true) {
      grown(client, loop, 1_000);
    }
  }

  @Test
  void freesObjectOnceHoweverOftenItIsClosed() {
    var freed = new ArrayList<MemorySegment>();
    var handle = new Handle(() -> "thing", MemorySegment.ofAddress(8), null, freed::add);
    handle.acquire();
    handle.close();
    handle.close();
    assertThat(freed).as("in use").isEmpty();
    handle.release();
    assertThat(freed).hasSize(1);
    assertThatThrownBy(handle::acquire).hasMessage("thing is closed");
  }

  @Test
  void freesParentAfterItsChildren() {
    var freed = new ArrayList<String>();
    var parent =
        new Handle(() -> "parent", MemorySegment.ofAddress(8), null, p -> freed.add("parent"));
    var child =
        new Handle(() -> "child", MemorySegment.ofAddress(16), parent, p -> freed.add("child"));
    child.acquire();
    parent.close();
    assertThat(freed).as("child in use").isEmpty();
    child.release();
    assertThat(freed).containsExactly("child", "parent");
  }

  @Test
  void closesChildOfAParentThatWasClosedMeanwhile() {
    var freed = new ArrayList<String>();
    var parent =
        new Handle(() -> "parent", MemorySegment.ofAddress(8), null, p -> freed.add("parent"));
    parent.acquire();
    parent.close();
    var late =
        new Handle(() -> "late", MemorySegment.ofAddress(16), parent, p -> freed.add("late"));
    assertThat(freed).containsExactly("late");
    assertThatThrownBy(late::acquire).hasMessage("late is closed");
    parent.release();
    assertThat(freed).containsExactly("late", "parent");
  }
}
