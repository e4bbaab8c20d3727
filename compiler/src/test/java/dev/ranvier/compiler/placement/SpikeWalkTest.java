package dev.ranvier.compiler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A walk meets every spike once, be there few columns of neurons or many.
class SpikeWalkTest {
  private static final long SEED = 77;

  /// Counts visits of each neuron, and all of them.
  private static Module counting(TensorType spikes) {
    TensorType counts = TensorType.of(ElementType.I32, spikes.size());
    Builder builder = new Builder(List.of(spikes), Location.UNKNOWN);
    List<Value> carried = List.of(builder.splat(counts, 0L), builder.scalar(ElementType.I32, 0L));
    builder.functionReturns(
        SpikeWalk.over(
            builder,
            builder.arguments().getFirst(),
            carried,
            (body, neuron, state) -> {
              Value one = body.scalar(ElementType.I32, 1L);
              Value before = body.dynamicSlice(state.getFirst(), List.of(neuron), 1);
              Value more = body.add(before, body.reshape(one, 1));
              return List.of(
                  body.dynamicUpdateSlice(state.getFirst(), more, List.of(neuron)),
                  body.add(state.getLast(), one));
            }));
    Module module = Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
    Verifier.verifyOrThrow(module, Stage.TENSOR);
    return module;
  }

  private static void assertVisitsEachOnce(boolean[] spikes, TensorType type) {
    List<Tensor> results =
        Evaluator.evaluate(counting(type), "main", List.of(Tensor.ofBooleans(type, spikes)));
    int[] expected = new int[spikes.length];
    for (int i = 0; i < spikes.length; i++) {
      expected[i] = spikes[i] ? 1 : 0;
    }
    assertThat(results.getFirst().toInts()).as("%s, seed %d", type, SEED).containsExactly(expected);
    assertThat(results.getLast().asLong(0)).isEqualTo(Arrays.stream(expected).sum());
  }

  /// 16,384 neurons are the last that stand in 512 columns; these are gone through one by one, more
  /// are searched.
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "3, 5", "1, 31", "1, 33", "7, 40", "1, 16384", "1, 16385", "3, 7000"})
  void visitsEverySpikeOnce(int samples, int neurons) {
    TensorType type = TensorType.of(ElementType.I1, samples, neurons);
    Random random = new Random(SEED);
    boolean[] spikes = new boolean[samples * neurons];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = random.nextInt(spikes.length > 1000 ? 200 : 3) == 0;
    }
    spikes[spikes.length - 1] = true;
    assertVisitsEachOnce(spikes, type);
  }

  @Test
  void visitsNobodyWhereNobodySpikes() {
    assertVisitsEachOnce(new boolean[40], TensorType.of(ElementType.I1, 40));
    assertVisitsEachOnce(new boolean[20_000], TensorType.of(ElementType.I1, 20_000));
  }

  @Test
  void visitsEveryoneWhereAllSpike() {
    boolean[] all = new boolean[70];
    Arrays.fill(all, true);
    assertVisitsEachOnce(all, TensorType.of(ElementType.I1, 2, 35));
  }
}
