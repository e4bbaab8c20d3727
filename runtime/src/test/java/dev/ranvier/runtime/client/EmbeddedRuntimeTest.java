package dev.ranvier.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.testing.OnCpuOnly;
import dev.ranvier.runtime.testing.Programs;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedRuntimeTest {
  private RuntimeClient client;

  @BeforeAll
  void start() {
    client = RuntimeClient.embedded();
  }

  @AfterAll
  void stop() {
    client.close();
  }

  @Test
  void addsTwoArraysOnTheDevice() {
    try (var add = client.compile("add", Programs.ADD);
        var x = client.upload(HostArray.of(new float[] {1, 2, 3}, 3));
        var y = client.upload(HostArray.of(new float[] {10, 20, 30}, 3));
        var outcome = client.execute(add, List.of(x, y))) {
      assertThat(client.download(outcome.outputs().getFirst()).floats())
          .containsExactly(11, 22, 33);
      assertThat(outcome.kept()).isEmpty();
    }
  }

  @Test
  void tellsWhatMainTakesAndGives() {
    try (var steps = client.compile("steps", Programs.STEPS)) {
      ArrayType state = ArrayType.of(DType.F32, 3);
      assertThat(steps.arguments()).containsExactly(ArrayType.of(DType.I32), state, state);
      assertThat(steps.results()).containsExactly(state, state);
    }
  }

  @Test
  void executesOnTruthValues() {
    try (var not = client.compile("not", Programs.NOT);
        var x = client.upload(HostArray.of(new boolean[] {true, false, false, true}, 4));
        var outcome = client.execute(not, List.of(x))) {
      assertThat(client.download(outcome.outputs().getFirst()).booleans())
          .containsExactly(false, true, true, false);
    }
  }

  @Test
  void carriesThreeMebibytesUpAndDownUnchanged() {
    byte[] bytes = new byte[3 << 20];
    new Random(7).nextBytes(bytes);
    HostArray array = HostArray.ofBytes(ArrayType.of(DType.U8, bytes.length), bytes);
    try (var there = client.upload(array)) {
      assertThat(client.download(there)).isEqualTo(array);
    }
  }

  @Test
  void carriesScalarsAndArraysWithoutElements() {
    HostArray scalar = HostArray.of(new long[] {Long.MIN_VALUE});
    HostArray empty = HostArray.zeros(ArrayType.of(DType.F64, 4, 0, 2));
    try (var first = client.upload(scalar);
        var second = client.upload(empty)) {
      assertThat(client.download(first)).isEqualTo(scalar);
      assertThat(client.download(second)).isEqualTo(empty);
    }
  }

  @Test
  @OnCpuOnly
  void listsItsDevices() {
    List<DeviceSetInfo> sets = client.devices();
    assertThat(sets).hasSize(1);
    assertThat(sets.getFirst().plugin().platform()).isEqualTo("cpu");
    assertThat(sets.getFirst().plugin().pjrtApiVersion()).matches("0\\.\\d+");
    assertThat(sets.getFirst().plugin().stablehloNewest()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(sets.getFirst().devices()).isNotEmpty();
  }

  @Test
  void saysWhichProtocolWasAgreedOn() {
    assertThat(client.server().version()).isEqualTo(1);
    assertThat(client.server().address()).startsWith("127.0.0.1:");
  }

  @Test
  @OnCpuOnly
  void startsAsManyDevicesAsAskedFor() {
    try (var four = EmbeddedRuntime.DEFAULT.withDevices(4).start()) {
      assertThat(four.devices().getFirst().devices()).hasSize(4);
    }
  }
}
