package dev.ranvier.runtime.pjrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.runtime.pjrt.capi.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a caller can get wrong with programs and arguments, and the words it gets for it.
class RefusalTest {
  @ParameterizedTest
  @EnumSource
  void reportsWhereTheTextDoesNotParse(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient()) {
      assertThatThrownBy(() -> client.compile("func.func @main() {\n  oops\n}"))
          .isInstanceOf(PjrtException.class)
          .hasMessageContaining("PJRT_Client_Compile")
          .hasMessageContaining("-:2:3: error:")
          .message()
          .doesNotContain("\n");
      assertThat(client.liveExecutables()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsResultOfAnotherTypeThanDeclared(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient()) {
      String program =
          "func.func @main(%x: tensor<2xf32>) -> tensor<3xf32> { return %x : tensor<2xf32> }";
      assertThatThrownBy(() -> client.compile(program))
          .hasMessageContaining("'tensor<2xf32>'")
          .hasMessageContaining("'tensor<3xf32>'");
    }
  }

  @ParameterizedTest
  @EnumSource
  void reportsEmptyProgram(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient()) {
      assertThatThrownBy(() -> client.compile("")).hasMessageContaining("`main`");
    }
  }

  @ParameterizedTest
  @EnumSource
  void compilesChainThatOverflowsStackOfUsualSize(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var chain = client.compile(Programs.chain(4_000));
        var x = client.upload(Shape.of(ElementType.F32), MemorySegment.ofArray(new float[] {0}))) {
      assertThat(chain.execute(List.of(x)).getFirst().download().getFloat()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesWrongNumberOfArguments(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var add = client.compile(Programs.ADD);
        var x = TestPlugin.upload(client, 1, 2, 3)) {
      assertThatThrownBy(() -> add.execute(List.of(x)))
          .isInstanceOfSatisfying(
              PjrtException.class,
              problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesArgumentOfAnotherTypeWithAsManyBytes(TestPlugin chosen) {
    Shape floats = Shape.of(ElementType.F32, 3);
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var add = client.compile(Programs.ADD);
        var x = TestPlugin.upload(client, 1, 2, 3);
        var y = client.upload(Shape.of(ElementType.I32, 3), MemorySegment.ofArray(new int[3]))) {
      assertThatThrownBy(() -> add.execute(List.of(x, y), List.of(floats, floats)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("execute: argument 1: expected tensor<3xf32>, got tensor<3xi32>");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesArgumentThatWasDonatedBefore(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var program = client.compile(Programs.DOUBLE_IN_PLACE);
        var x = TestPlugin.upload(client, 1, 2, 3)) {
      program.execute(List.of(x));
      assertThatThrownBy(() -> program.execute(List.of(x)))
          .hasMessageContaining("deleted or donated");
      assertThatThrownBy(x::download).hasMessageContaining("deleted or donated");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesBufferOfAnotherClient(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var other = plugin.createClient();
        var add = client.compile(Programs.ADD);
        var x = TestPlugin.upload(other, 1, 2, 3)) {
      assertThatThrownBy(() -> add.execute(List.of(x, x)))
          .hasMessage("execute: buffer tensor<3xf32> belongs to another client");
      assertThatThrownBy(
              () ->
                  client.upload(
                      x.shape(), MemorySegment.ofArray(new float[3]), other.devices().getFirst()))
          .hasMessageContaining("belongs to another client");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesDataOfAnotherSizeThanTheShape(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var x = TestPlugin.upload(client, 1, 2, 3)) {
      assertThatThrownBy(() -> client.upload(x.shape(), MemorySegment.ofArray(new float[2])))
          .hasMessage("upload of tensor<3xf32>: expected 12 bytes, got 8");
      assertThatThrownBy(() -> x.download(MemorySegment.ofArray(new float[4])))
          .hasMessage("download of tensor<3xf32>: expected room for 12 bytes, got 16");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesClientWithoutDevices(TestPlugin chosen) {
    try (var plugin = chosen.load()) {
      for (PluginValue wrong : List.of(new PluginValue.Int64(0), new PluginValue.Text("two"))) {
        assertThatThrownBy(() -> plugin.createClient(Map.of(Plugin.CPU_DEVICE_COUNT, wrong)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(
                "cpu_device_count: expected an integer of 1 or more, got " + wrong);
      }
    }
  }
}
