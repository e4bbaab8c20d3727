package dev.ranvier.examples.bench;

import dev.ranvier.compiler.Compiler;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How fast this machine reads and writes memory: a program whose every step reads all words of a
/// tensor and writes them back, lowered in the way of all others. Measured for the size that is
/// asked for, rounded up to a power of two, since small tensors stay in caches.
final class Bandwidth {
  private static final Location HERE = Location.of("Bandwidth", 1);
  private static final TensorType STEP = TensorType.scalar(ElementType.I32);
  private static final int ROUNDS = 5;
  private static final long BYTES_A_RUN = 1L << 28;

  private final Device device;
  private final Map<Long, Double> bytesPerMicro = new HashMap<>();

  Bandwidth(Device device) {
    this.device = device;
  }

  /// Bytes in a microsecond, read and written ones both counted, when a step touches so many.
  double of(long bytesPerStep) {
    long words = Math.max(256, Long.highestOneBit(Math.max(1, bytesPerStep / 8 - 1)) * 2);
    return bytesPerMicro.computeIfAbsent(words, this::measured);
  }

  private double measured(long words) {
    int steps = Math.clamp(BYTES_A_RUN / (8 * words), 20, 20_000);
    Module module = Compiler.target(device.target()).lower(module(words, steps));
    Tensor start =
        Tensor.ofInts(TensorType.of(ElementType.I32, words), new int[Math.toIntExact(words)]);
    double best = Double.POSITIVE_INFINITY;
    try (Loaded loaded = device.load(new Work(module, List.of(start), 0, steps))) {
      for (int round = 0; round < ROUNDS; round++) {
        best = Math.min(best, loaded.run().microsPerStep());
      }
    }
    return 8 * words / best;
  }

  /// Each step also says something, as measured programs do.
  private static Module module(long words, int steps) {
    TensorType type = TensorType.of(ElementType.I32, words);
    Builder builder = new Builder(List.of(type), HERE);
    Block body =
        Builder.block(
            List.of(STEP, type),
            HERE,
            (inner, values) -> {
              Value now = inner.broadcast(values.getFirst(), type);
              inner.returns(inner.xor(values.get(1), now), values.getFirst());
            });
    Value first = builder.scalar(ElementType.I32, 0L);
    List<Value> results =
        builder.append(new TimeLoopOp(steps, first, builder.arguments(), List.of(), body));
    builder.functionReturns(results.get(1), results.get(0));
    return Module.of("bandwidth", Function.of("main", true, builder.build(), HERE));
  }
}
