package dev.ranvier.ir.op;

import static dev.ranvier.ir.op.Samples.assertRejected;
import static dev.ranvier.ir.op.Samples.longs;
import static dev.ranvier.ir.op.Samples.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ranvier.ir.type.QueueType;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ShardingTest {
  private static final Mesh.Axis X = new Mesh.Axis("x", 2);
  private static final Mesh.Axis Y = new Mesh.Axis("y", 8);
  private static final Map<String, Mesh> MESHES =
      Map.of(
          "mesh", Mesh.of(X, Y),
          "one", new Mesh(List.of(), longs(3)),
          "none", Mesh.of());

  private static DimensionSharding along(AxisRef... axes) {
    return new DimensionSharding(List.of(axes), false, OptionalLong.empty());
  }

  private static ThrowingCallable checking(String type, TensorSharding sharding) {
    return () -> sharding.check(MESHES, tensor(type));
  }

  private static ThrowingCallable checking(List<AxisRef> replicated, List<AxisRef> unreduced) {
    return checking("f32", new TensorSharding("mesh", List.of(), replicated, unreduced));
  }

  // Meshes.

  @Test
  void forgetsDevicesThatStandInOrder() {
    assertThat(new Mesh(List.of(X), longs(0, 1))).isEqualTo(Mesh.of(X));
    assertThat(new Mesh(List.of(X), longs(1, 0)).deviceIds()).containsExactly(1L, 0L);
    assertThat(new Mesh(List.of(), longs(0)).isOneDevice()).isTrue();
    assertThat(Mesh.of().isOneDevice()).isFalse();
  }

  @Test
  void rejectsADeviceBelowZero() {
    assertRejected(
        "mesh_c1: expected devices from 0 on, got -1", () -> new Mesh(List.of(), longs(-1)));
  }

  @Test
  void rejectsSeveralDevicesWithoutAxes() {
    assertRejected(
        "mesh_c2: expected at most one device in a mesh without axes, got 2",
        () -> new Mesh(List.of(), longs(1, 0)));
  }

  @Test
  void rejectsTwoAxesOfOneName() {
    assertRejected(
        "mesh_c3: expected axes with names of their own, got \"x\" again",
        () -> Mesh.of(X, Y, new Mesh.Axis("x", 4)));
  }

  @Test
  void rejectsOtherDevicesThanThoseOfTheAxes() {
    assertRejected(
        "mesh_c4: expected the devices of [\"x\"=2] once each, counted from 0, got [1, 1]",
        () -> new Mesh(List.of(X), longs(1, 1)));
    assertRejected(
        "mesh_c4: expected the devices of [\"x\"=2] once each, counted from 0, got [2, 1]",
        () -> new Mesh(List.of(X), longs(2, 1)));
    assertRejected(
        "mesh_c4: expected the devices of [\"x\"=2] once each, counted from 0, got [0]",
        () -> new Mesh(List.of(X), longs(0)));
    Mesh.Axis huge = new Mesh.Axis("y", Long.MAX_VALUE);
    assertRejected(
        "mesh_c4: expected the devices of [\"x\"=2, \"y\"=9223372036854775807] once each, counted"
            + " from 0, got [0, 1]",
        () -> new Mesh(List.of(X, huge), longs(0, 1)));
  }

  @Test
  void rejectsAnAxisOfNoDevices() {
    assertRejected(
        "mesh_c5: expected axis \"y\" of a size of at least 1, got 0",
        () -> Mesh.of(X, new Mesh.Axis("y", 0)));
  }

  // Axes and their parts.

  @Test
  void rejectsAnAxisThatIsNotOfTheMesh() {
    assertRejected(
        "axis_ref_c1: expected an axis of [\"x\"=2, \"y\"=8], got \"z\"",
        checking("2xf32", TensorSharding.of("mesh", DimensionSharding.over("z"))));
  }

  @Test
  void rejectsAPartBeforeTheWhole() {
    assertRejected(
        "sub_axis_c1: expected a size before it of at least 1, got 0",
        () -> AxisRef.part("y", 0, 2));
  }

  @Test
  void rejectsAPartOfOne() {
    assertRejected("sub_axis_c2: expected a size above 1, got 1", () -> AxisRef.part("y", 2, 1));
  }

  @Test
  void rejectsAPartThatIsNoFactor() {
    assertRejected(
        "sub_axis_c3: expected a factor of 8, got \"y\":(4)4",
        checking(List.of(AxisRef.part("y", 4, 4)), List.of()));
    assertRejected(
        "sub_axis_c3: expected a factor of 8, got \"y\":(4611686018427387904)4",
        checking(List.of(AxisRef.part("y", 1L << 62, 4)), List.of()));
  }

  @Test
  void rejectsAPartThatIsTheWhole() {
    assertRejected(
        "sub_axis_c4: expected less than the whole of axis \"y\", got \"y\":(1)8",
        checking(List.of(AxisRef.part("y", 1, 8)), List.of()));
  }

  // Dimensions.

  @Test
  void rejectsAPriorityBelowZero() {
    assertRejected(
        "dimension_sharding_c2: expected a priority of at least 0, got p-1",
        () -> new DimensionSharding(List.of(), true, OptionalLong.of(-1)));
  }

  @Test
  void rejectsAPriorityWhereNothingIsToBeDivided() {
    assertRejected(
        "dimension_sharding_c3: expected an axis or a \"?\" for there to be a priority, got {}p1",
        () -> new DimensionSharding(List.of(), false, OptionalLong.of(1)));
  }

  // Shardings.

  @Test
  void acceptsAxesInAnyOrderAlongDimensionsOfAnySize() {
    TensorSharding sharding =
        new TensorSharding(
            "mesh",
            List.of(
                along(AxisRef.part("y", 4, 2), AxisRef.part("y", 1, 2)), DimensionSharding.over()),
            List.of(AxisRef.whole("x")),
            List.of(AxisRef.part("y", 2, 2)));
    assertThatCode(checking("3x1xf32", sharding)).doesNotThrowAnyException();
    TensorSharding ofQueues = TensorSharding.of("mesh", DimensionSharding.over("y", "x"));
    QueueType queues = new QueueType("ring", 4, longs(16));
    assertThatCode(() -> ofQueues.check(MESHES, queues)).doesNotThrowAnyException();
  }

  @Test
  void rejectsAMeshThatIsNotThere() {
    assertRejected(
        "sharding_c1: expected a mesh of the module, got @other",
        checking("f32", TensorSharding.of("other")));
  }

  @Test
  void rejectsDimensionsWhereOneDeviceHasAll() {
    assertRejected(
        "sharding_c2: expected neither dimensions nor axes where one device has all, got 1 and []",
        checking("2xf32", TensorSharding.of("one", DimensionSharding.over())));
    assertThatCode(checking("2xf32", TensorSharding.of("one"))).doesNotThrowAnyException();
    assertRejected(
        "sharding_c2: expected neither dimensions nor axes where one device has all, got 1 and []",
        () -> TensorSharding.of("mesh", DimensionSharding.over("x")).checkAlone(MESHES));
  }

  @Test
  void rejectsAnotherRank() {
    assertRejected(
        "sharding_c3: expected shardings of the 2 dimensions of tensor<2x3xf32>, got 1",
        checking("2x3xf32", TensorSharding.of("mesh", DimensionSharding.over("x"))));
  }

  @Test
  void rejectsAnAxisUsedTwice() {
    assertRejected(
        "sharding_c4: expected each axis once, got \"x\" and \"x\"",
        checking(
            "2x2xf32",
            TensorSharding.of("mesh", DimensionSharding.over("x"), DimensionSharding.over("x"))));
    assertRejected(
        "sharding_c4: expected each axis once, got \"x\" and \"x\"",
        checking(List.of(AxisRef.whole("x")), List.of(AxisRef.whole("x"))));
    assertRejected(
        "sharding_c4: expected each axis once, got \"y\":(1)4 and \"y\":(2)4",
        checking(List.of(AxisRef.part("y", 1, 4)), List.of(AxisRef.part("y", 2, 4))));
    assertRejected(
        "sharding_c4: expected each axis once, got \"y\":(2)4 and \"y\"",
        checking(List.of(AxisRef.part("y", 2, 4)), List.of(AxisRef.whole("y"))));
  }

  @Test
  void rejectsTwoPartsThatCouldBeOne() {
    assertRejected(
        "sharding_c5: expected one part instead of two that touch, got \"y\":(1)2 and \"y\":(2)4",
        checking(
            "8xf32",
            TensorSharding.of("mesh", along(AxisRef.part("y", 1, 2), AxisRef.part("y", 2, 4)))));
  }

  @Test
  void rejectsAxesInAnotherOrderThanTheMesh() {
    assertRejected(
        "sharding_c6: expected axes in the order of [\"x\"=2, \"y\"=8], got \"y\" before \"x\"",
        checking(List.of(), List.of(AxisRef.whole("y"), AxisRef.whole("x"))));
    assertRejected(
        "sharding_c6: expected axes in the order of [\"x\"=2, \"y\"=8],"
            + " got \"y\":(4)2 before \"y\":(1)2",
        checking(List.of(AxisRef.part("y", 4, 2), AxisRef.part("y", 1, 2)), List.of()));
  }
}
