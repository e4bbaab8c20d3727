package dev.ranvier.runtime.pjrt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.testing.OnCpuOnly;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs and data to the device and back, on the newest and the oldest plugin supported.
class RoundTripTest {
  @ParameterizedTest
  @EnumSource
  void addsVectors(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var add = client.compile(Programs.ADD);
        var x = TestPlugin.upload(client, 1, 2, 3);
        var y = TestPlugin.upload(client, 10, 20, 30)) {
      List<Buffer> results = add.execute(List.of(x, y));
      assertThat(results).hasSize(1);
      assertThat(TestPlugin.floats(results.getFirst())).containsExactly(11, 22, 33);
      assertThat(add.outputs()).containsExactly(Shape.of(ElementType.F32, 3));
      assertThat(add.name()).isEqualTo("add");
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsLoopAsOftenAsItsArgumentSays(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var loop = client.compile(Programs.LOOP);
        var n = client.upload(Shape.of(ElementType.I32), MemorySegment.ofArray(new int[] {4}));
        var x = TestPlugin.upload(client, 16, 0, -32)) {
      List<Buffer> results = loop.execute(List.of(n, x));
      assertThat(TestPlugin.floats(results.get(0))).containsExactly(81, 0, -162);
      assertThat(results.get(1).download().getInt()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void downloadsRowByRowWhateverTheLayoutOnTheDevice(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var transpose = client.compile(Programs.TRANSPOSE);
        var x =
            client.upload(
                Shape.of(ElementType.I32, 2, 3),
                MemorySegment.ofArray(new int[] {1, 2, 3, 4, 5, 6}))) {
      Buffer result = transpose.execute(List.of(x)).getFirst();
      assertThat(MemorySegment.ofBuffer(result.download()).toArray(ValueLayout.JAVA_INT_UNALIGNED))
          .containsExactly(1, 4, 2, 5, 3, 6);
    }
  }

  /// The oldest plugin does not put results in columns into rows itself.
  @ParameterizedTest
  @EnumSource(names = "CURRENT")
  void downloadsRowByRowWhatLiesInColumns(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var transpose = client.compile(Programs.TRANSPOSE_IN_COLUMNS);
        var x =
            client.upload(
                Shape.of(ElementType.I32, 2, 3),
                MemorySegment.ofArray(new int[] {1, 2, 3, 4, 5, 6}))) {
      Buffer result = transpose.execute(List.of(x)).getFirst();
      assertThat(MemorySegment.ofBuffer(result.download()).toArray(ValueLayout.JAVA_INT_UNALIGNED))
          .containsExactly(1, 4, 2, 5, 3, 6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void movesEveryElementTypeUnchanged(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient()) {
      for (ElementType type : ElementType.values()) {
        byte[] bytes = new byte[6 * type.bytes()];
        for (int index = 0; index < bytes.length; index++) {
          bytes[index] = (byte) (type == ElementType.I1 ? index % 2 : index + 1);
        }
        try (Buffer buffer = client.upload(Shape.of(type, 2, 3), ByteBuffer.wrap(bytes))) {
          assertThat(buffer.download().array()).as(type.spelling()).isEqualTo(bytes);
          assertThat(buffer.deviceBytes()).as(type.spelling()).isEqualTo(bytes.length);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void movesEmptyArraysAndScalarsAndNativeMemory(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var arena = Arena.ofConfined();
        var empty = client.upload(Shape.of(ElementType.F32, 0, 4), ByteBuffer.allocate(0))) {
      assertThat(empty.download().capacity()).isZero();
      MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 2.5);
      try (Buffer scalar = client.upload(Shape.of(ElementType.F64), source)) {
        source.fill((byte) 0); // the buffer has its own copy
        MemorySegment target = arena.allocate(8);
        scalar.download(target);
        assertThat(target.get(ValueLayout.JAVA_DOUBLE, 0)).isEqualTo(2.5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void consumesDonatedArgument(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var program = client.compile(Programs.DOUBLE_IN_PLACE);
        var x = TestPlugin.upload(client, 1, 2, 3)) {
      assertThat(x.isConsumed()).isFalse();
      Buffer result = program.execute(List.of(x)).getFirst();
      assertThat(TestPlugin.floats(result)).containsExactly(2, 4, 6);
      assertThat(x.isConsumed()).isTrue();
      assertThat(program.memory().orElseThrow().aliased()).isEqualTo(12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void loadsWhatItSerialized(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var add = client.compile(Programs.ADD);
        var again = client.deserialize(add.serialize(), CompileOptions.single());
        var x = TestPlugin.upload(client, 1, 2, 3)) {
      assertThat(TestPlugin.floats(again.execute(List.of(x, x)).getFirst()))
          .containsExactly(2, 4, 6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsTheOptimizedProgram(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient();
        var add = client.compile(Programs.ADD)) {
      CompiledProgram program = add.optimizedProgram().orElseThrow();
      assertThat(program.format()).isEqualTo("hlo_with_config");
      assertThat(program.code().toStringUtf8()).contains("add");
    }
  }

  @ParameterizedTest
  @EnumSource
  @OnCpuOnly
  void runsOnTheDeviceThatTheOptionsName(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client =
            plugin.createClient(Map.of(Plugin.CPU_DEVICE_COUNT, new PluginValue.Int64(3)))) {
      assertThat(client.devices()).hasSize(3);
      Device last = client.devices().getLast();
      Shape shape = Shape.of(ElementType.F32, 3);
      try (var add = client.compile(Programs.ADD, CompileOptions.on(last.id()));
          var x = client.upload(shape, MemorySegment.ofArray(new float[] {1, 2, 3}), last)) {
        assertThat(TestPlugin.floats(add.execute(List.of(x, x)).getFirst()))
            .containsExactly(2, 4, 6);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @OnCpuOnly
  void runsOneProgramPartitionedOverFourDevices(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client =
            plugin.createClient(Map.of(Plugin.CPU_DEVICE_COUNT, new PluginValue.Int64(4)));
        var sharded = client.compile(Programs.SHARDED, CompileOptions.partitioned(4, false))) {
      var arguments = new ArrayList<List<Buffer>>();
      for (Device device : client.devices()) {
        MemorySegment part = MemorySegment.ofArray(new float[] {device.id(), 10});
        arguments.add(List.of(client.upload(Shape.of(ElementType.F32, 2), part, device)));
      }
      List<List<Buffer>> results = sharded.executeAll(arguments);
      for (int index = 0; index < 4; index++) {
        assertThat(TestPlugin.floats(results.get(index).getFirst()))
            .containsExactly(2 * client.devices().get(index).id(), 20);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @OnCpuOnly
  void saysWhatItIs(TestPlugin chosen) {
    try (var plugin = chosen.load();
        var client = plugin.createClient()) {
      assertThat(plugin.apiVersion()).isGreaterThanOrEqualTo(ApiVersion.OLDEST);
      assertThat(plugin.stablehloVersion().orElseThrow()).matches("1\\.\\d+\\.\\d+");
      assertThat(client.platformName()).isEqualTo("cpu");
      assertThat(client.devices().getFirst().kind()).isEqualTo("cpu");
    }
  }
}
