package dev.ranvier.compiler.pass;

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
import java.util.List;

/// A time loop of four steps that sums a sequence, and records the sums and the numbers of the
/// steps.
final class SummingLoop {
  private static final TensorType SCALAR = TensorType.scalar(ElementType.I32);
  private static final TensorType SEQUENCE = TensorType.of(ElementType.I32, 4);

  /// The first step is 7, the sum so far 100, and then come 1, 2, 3, 4.
  static final List<Tensor> GIVEN =
      List.of(
          Tensor.scalar(ElementType.I32, 7L),
          Tensor.scalar(ElementType.I32, 100L),
          Tensor.ofInts(SEQUENCE, 1, 2, 3, 4));

  private SummingLoop() {}

  static Module module(boolean backward) {
    Builder builder = new Builder(List.of(SCALAR, SCALAR, SEQUENCE), Location.UNKNOWN);
    List<Value> arguments = builder.arguments();
    Block body =
        Builder.block(
            List.of(SCALAR, SCALAR, SCALAR),
            Location.UNKNOWN,
            (inner, values) -> {
              Value sum = inner.add(values.get(1), values.get(2));
              inner.returns(sum, sum, values.get(0));
            });
    TimeLoopOp loop =
        new TimeLoopOp(
            4,
            arguments.get(0),
            List.of(arguments.get(1)),
            List.of(arguments.get(2)),
            body,
            backward);
    builder.functionReturns(builder.append(loop));
    return Module.of("m", Function.of("main", true, builder.build(), Location.UNKNOWN));
  }

  /// What comes of it.
  ///
  /// @param sums as they are recorded
  static List<Tensor> results(int... sums) {
    return List.of(
        Tensor.scalar(ElementType.I32, 110L),
        Tensor.ofInts(SEQUENCE, sums),
        Tensor.ofInts(SEQUENCE, 7, 8, 9, 10));
  }
}
