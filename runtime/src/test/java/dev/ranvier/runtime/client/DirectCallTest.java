package dev.ranvier.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Executions on arrays that travel with the call, and results that do.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectCallTest {
  private static final int LARGE = 100_000;

  private RuntimeServer server;
  private RuntimeClient client;

  @BeforeAll
  void start() {
    server = TestServer.start();
    client = RuntimeClient.connect(server.address());
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void bringsResultsHomeAndLeavesNothingOnTheDevice() {
    try (var add = client.compile("add", Programs.ADD)) {
      HostArray x = HostArray.of(new float[] {1, 2, 3}, 3);
      HostArray y = HostArray.of(new float[] {10, 20, 30}, 3);
      List<HostArray> sums = client.call(add, List.of(x, y));
      assertThat(sums).containsExactly(HostArray.of(new float[] {11, 22, 33}, 3));
      assertThat(server.deviceBytes()).isZero();
    }
  }

  @Test
  void largeArraysTakeTheLongWayAndLeaveNothingEither() {
    String text = Programs.NEGATE.replace("tensor<1xf32>", "tensor<%dxf32>".formatted(LARGE));
    float[] values = new float[LARGE];
    for (int i = 0; i < LARGE; i++) {
      values[i] = i;
    }
    try (var negate = client.compile("negate", text)) {
      float[] opposites =
          client.call(negate, List.of(HostArray.of(values, LARGE))).getFirst().floats();
      for (int i = 0; i < LARGE; i++) {
        assertThat(opposites[i]).isEqualTo(-values[i]);
      }
      assertThat(server.deviceBytes()).isZero();
    }
  }

  @Test
  void refusesArraysThatDoNotFit() {
    try (var add = client.compile("add", Programs.ADD)) {
      HostArray wrong = HostArray.of(new int[] {1, 2, 3}, 3);
      assertThatThrownBy(() -> client.call(add, List.of(wrong, wrong)))
          .isInstanceOf(RuntimeFailure.WrongArgument.class)
          .hasMessageContaining("expected f32[3], got i32[3]");
      assertThatThrownBy(() -> client.call(add, List.of(wrong)))
          .isInstanceOf(RuntimeFailure.WrongArgument.class);
    }
  }
}
