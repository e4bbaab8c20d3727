package dev.ranvier.runtime.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.testing.Programs;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongArgumentTest {
  private RuntimeClient client;
  private RemoteExecutable add;
  private RemoteBuffer good;

  @BeforeAll
  void start() {
    client = RuntimeClient.embedded();
    add = client.compile("add", Programs.ADD);
    good = client.upload(HostArray.of(new float[3], 3));
  }

  @AfterAll
  void stop() {
    client.close();
  }

  @Test
  void rejectsAnotherNumberOfArguments() {
    assertThatThrownBy(() -> client.execute(add, List.of(good)))
        .isInstanceOf(RuntimeFailure.WrongArgument.class)
        .hasMessage(
            "program \"add\": expected 2 arguments, got 1; pass one array for each argument of main");
  }

  @Test
  void rejectsAnotherShape() {
    RemoteBuffer wrong = client.upload(HostArray.of(new float[3], 1, 3));
    assertThatThrownBy(() -> client.execute(add, List.of(good, wrong)))
        .isInstanceOf(RuntimeFailure.WrongArgument.class)
        .hasMessage("argument 1 \"y\": expected f32[3], got f32[1,3]; reshape it");
  }

  @Test
  void rejectsAnotherTypeOfTheSameSize() {
    RemoteBuffer wrong = client.upload(HostArray.of(new int[3], 3));
    assertThatThrownBy(() -> client.execute(add, List.of(wrong, good)))
        .isInstanceOf(RuntimeFailure.WrongArgument.class)
        .hasMessage("argument 0 \"x\": expected f32[3], got i32[3]; convert its values to f32");
  }

  @Test
  void rejectsClosedArray() {
    RemoteBuffer closed = client.upload(HostArray.of(new float[3], 3));
    closed.close();
    assertThatThrownBy(() -> client.execute(add, List.of(good, closed)))
        .isInstanceOf(RuntimeFailure.NoSuchHandle.class)
        .hasMessageContaining("closed");
  }

  @Test
  void rejectsCallsAfterClose() {
    RuntimeClient other = RuntimeClient.embedded();
    other.close();
    assertThatThrownBy(other::devices)
        .isInstanceOf(RuntimeFailure.NoSuchHandle.class)
        .hasMessageContaining("the client is closed");
  }
}
