package dev.ranvier.tests.bench;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.List;

/// A module of a given number of ops, of the kinds that compiled networks are made of: arithmetic,
/// comparisons, shapes, constants, products of matrices, sums and loops, each at a place of its
/// own.
final class LargeModule {
  private static final TensorType VECTOR = TensorType.of(ElementType.F32, 64);
  private static final TensorType MATRIX = TensorType.of(ElementType.F32, 64, 64);

  private LargeModule() {}

  /// @param ops how many, those of regions and terminators among them; no fewer, and hardly more
  static Module of(int ops) {
    Location here = Location.of("Large.java", 1);
    Builder builder = new Builder(List.of(VECTOR, MATRIX), here);
    Value state = builder.arguments().get(0);
    Value weights = builder.arguments().get(1);
    int layers = Math.ceilDiv(ops, OPS_OF_A_LAYER);
    for (int layer = 0; layer < layers; layer++) {
      state = layer(builder.at(Location.of("Large.java", 2 + layer)), state, weights);
    }
    builder.functionReturns(state);
    return Module.of("large", Function.of("main", true, builder.build(), here));
  }

  /// What `layer` appends: held to by a test.
  static final int OPS_OF_A_LAYER = 28;

  private static Value layer(Builder b, Value state, Value weights) {
    Value current = b.dotGeneral(state, weights, DotDimensionNumbers.contracting(0, 0));
    Value decayed = b.multiply(state, b.splat(VECTOR, 0.904837418));
    Value charged = b.add(decayed, current);
    Value spikes = b.compare(ComparisonDirection.GE, charged, b.splat(VECTOR, 1.0));
    Value reset = b.select(spikes, b.splat(VECTOR, 0.0), charged);
    Value rows = b.transpose(b.broadcast(reset, MATRIX, 1), 1, 0);
    Value sums = b.reduceSum(b.subtract(rows, weights), 1);
    Value half = b.slice(sums, List.of(0L), List.of(32L));
    Value joined = b.maximum(b.concatenate(0, half, half), b.negate(reset));
    Value count = b.scalar(ElementType.I32, 0L);
    return b.whileLoop(
            List.of(count, joined),
            (body, in) ->
                body.compare(ComparisonDirection.LT, in.get(0), body.scalar(ElementType.I32, 3L)),
            (body, in) ->
                List.of(
                    body.add(in.get(0), body.scalar(ElementType.I32, 1L)),
                    body.exponential(in.get(1))))
        .get(1);
  }

  /// All ops of a module, those of regions too.
  static int count(Module module) {
    return module.functions().stream().mapToInt(function -> count(function.body())).sum();
  }

  private static int count(Block block) {
    return block.instructions().stream()
        .mapToInt(each -> 1 + each.op().regions().stream().mapToInt(LargeModule::count).sum())
        .sum();
  }
}
