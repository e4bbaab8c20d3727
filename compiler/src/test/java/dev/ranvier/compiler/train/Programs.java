package dev.ranvier.compiler.train;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/// Builds a verified function of some tensors and runs it.
final class Programs {
  private static final Location PLACE = Location.of("Training.java", 7);

  /// What a function computes of its arguments.
  interface Body extends BiFunction<Builder, List<Value>, List<Value>> {}

  private Programs() {}

  static Module module(Body body, Tensor... arguments) {
    Block block =
        Builder.block(
            Arrays.stream(arguments).map(Tensor::type).toList(),
            PLACE,
            (builder, values) -> builder.functionReturns(body.apply(builder, values)));
    Module module = Module.of("train", Function.of("main", true, block, PLACE));
    Verifier.verifyOrThrow(module, Stage.EVENT);
    return module;
  }

  static List<Tensor> run(Body body, Tensor... arguments) {
    return Evaluator.evaluate(module(body, arguments), "main", List.of(arguments));
  }

  /// The only result.
  static Tensor eval(BiFunction<Builder, List<Value>, Value> body, Tensor... arguments) {
    return run((b, v) -> List.of(body.apply(b, v)), arguments).getFirst();
  }

  static Tensor f32(long[] dimensions, double... values) {
    return Tensor.ofDoubles(TensorType.of(ElementType.F32, dimensions), values);
  }

  static Tensor labels(int... values) {
    return Tensor.ofInts(TensorType.of(ElementType.I32, values.length), values);
  }

  static Tensor scalar(double value) {
    return Tensor.scalar(ElementType.F32, value);
  }

  static Tensor step(long number) {
    return Tensor.scalar(ElementType.I32, number);
  }

  /// Gaussian numbers that f32 holds, so that the doubles of a test begin where the program does.
  static double[] gaussian(Random random, int count, double deviation) {
    return random.doubles(count).map(_ -> (float) (deviation * random.nextGaussian())).toArray();
  }
}
