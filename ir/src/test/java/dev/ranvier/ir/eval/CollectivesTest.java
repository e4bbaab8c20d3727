package dev.ranvier.ir.eval;

import static dev.ranvier.ir.eval.Programs.eval;
import static dev.ranvier.ir.eval.Programs.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReplicaGroups;
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.RngDistribution;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CollectivesTest {
  private static final ElementType I32 = ElementType.I32;
  private static final Tensor X = vector(I32, 1, 2);

  private static ReplicaGroups group(long... ids) {
    return ReplicaGroups.of(Literal.of(TensorType.of(ElementType.I64, 1, ids.length), ids));
  }

  private static Literal pairs(long... pairs) {
    return Literal.of(TensorType.of(ElementType.I64, pairs.length / 2, 2), pairs);
  }

  @Test
  void whatOneDeviceSendsComesBackToIt() {
    assertThat(eval(v -> new AllReduceOp(v, group(0), Programs.fold(I32, AddOp::new)), X))
        .isEqualTo(X);
    assertThat(eval(v -> new AllGatherOp(v, 0, group(0), List.of(X.type())), X)).isEqualTo(X);
    assertThat(eval(v -> new AllToAllOp(v, 0, 0, 1, group(0)), X)).isEqualTo(X);
    assertThat(
            eval(
                v ->
                    new ReduceScatterOp(
                        v.getFirst(), 0, group(0), Programs.fold(I32, AddOp::new), X.type()),
                X))
        .isEqualTo(X);
  }

  @Test
  void permutationsGiveZerosWhereNothingIsSent() {
    assertThat(eval(v -> new CollectivePermuteOp(v.getFirst(), pairs(0, 0), Optional.empty()), X))
        .isEqualTo(X);
    assertThat(eval(v -> new CollectivePermuteOp(v.getFirst(), pairs(), Optional.empty()), X))
        .isEqualTo(vector(I32, 0, 0));
  }

  @Test
  void theOnlyDeviceIsNumberZero() {
    assertThat(eval(_ -> new PartitionIdOp()).toInts()).containsExactly(0);
    assertThat(eval(_ -> new ReplicaIdOp()).toInts()).containsExactly(0);
  }

  @Test
  void rejectsGroupsOfSeveralDevices() {
    assertThatThrownBy(
            () -> eval(v -> new AllReduceOp(v, group(0, 1), Programs.fold(I32, AddOp::new)), X))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            "stablehlo.all_reduce: expected replica groups of one device, which is all that the"
                + " evaluator has, got 2 ids (Net.java:7)");
    assertThatThrownBy(
            () ->
                eval(v -> new CollectivePermuteOp(v.getFirst(), pairs(0, 1), Optional.empty()), X))
        .hasMessage(
            "stablehlo.collective_permute: expected pairs of device 0, which is all that the"
                + " evaluator has, got device 1 (Net.java:7)");
  }

  @Test
  void rejectsGeneratorsThatDifferFromDeviceToDevice() {
    Tensor shape = vector(ElementType.I64, 3);
    Tensor zero = Tensor.scalar(ElementType.F32, 0.0);
    TensorType type = TensorType.of(ElementType.F32, 3);
    assertThatThrownBy(
            () ->
                eval(
                    v -> new RngOp(v.get(0), v.get(1), v.get(2), RngDistribution.UNIFORM, type),
                    zero,
                    Tensor.scalar(ElementType.F32, 1.0),
                    shape))
        .hasMessage(
            "stablehlo.rng: expected a generator that gives the same bits everywhere, such as"
                + " stablehlo.rng_bit_generator (Net.java:7)");
  }
}
