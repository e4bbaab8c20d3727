package dev.ranvier.compiler.simplify;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.IllTypedException;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Writes modules at random, the same for the same seed: arithmetic, shapes, choices, folds, loops,
/// branches, barriers and calls, with much that passes can find: constants, repetitions, values
/// that no one uses, and loops that carry what they do not change.
final class RandomModule {
  static final List<Type> ARGUMENTS =
      Programs.types("f32 3xf32 2x3xf32 i32 3xi32 2x3xi32 ui8 i1 3xi1 2x3xf64 3xf16");

  private final Random random;
  private final RandomOp ops;
  private int line;

  private RandomModule(long seed) {
    this.random = new Random(seed);
    this.ops = new RandomOp(random);
  }

  static Module of(long seed) {
    return new RandomModule(seed).module();
  }

  private Module module() {
    Function called = function("called", false, Programs.types("3xf32 i32"), 6);
    Function main = function("main", true, ARGUMENTS, 40);
    return Module.of("random", main, called);
  }

  private Function function(String name, boolean isPublic, List<Type> arguments, int length) {
    Block block =
        Builder.block(
            arguments,
            place(),
            (b, values) -> {
              List<Value> pool = new ArrayList<>(values);
              fill(b, pool, length, name.equals("main") ? 2 : 0);
              b.functionReturns(name.equals("main") ? some(pool) : values);
            });
    return Function.of(name, isPublic, block, place());
  }

  private Location place() {
    return Location.of("Random.java", ++line);
  }

  private List<Value> some(List<Value> pool) {
    List<Value> some = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      some.add(pool.get(pool.size() - 1 - random.nextInt(Math.min(pool.size(), 25))));
    }
    return some;
  }

  /// Appends ops, whose results join the values that later ops can take.
  private void fill(Builder b, List<Value> pool, int length, int nesting) {
    for (int i = 0; i < length; i++) {
      b.at(place());
      switch (random.nextInt(nesting > 0 ? 16 : 14)) {
        case 0 -> pool.add(constant(b, pick(pool).tensorType()));
        case 1 -> repeat(b, pool);
        case 2 -> pool.add(b.append(new OptimizationBarrierOp(List.of(pick(pool)))).getFirst());
        case 14 -> pool.addAll(branch(b, pool, nesting - 1));
        case 15 -> pool.addAll(loop(b, pool, nesting - 1));
        default -> append(b, pool);
      }
    }
    if (nesting == 2) {
      List<Value> operands = List.of(of(b, pool, "3xf32"), of(b, pool, "i32"));
      pool.addAll(b.call("called", operands, Programs.types("3xf32 i32")));
    }
  }

  /// An op that fits, or none after some attempts.
  private void append(Builder b, List<Value> pool) {
    boolean fits = false;
    for (int attempt = 0; !fits && attempt < 20; attempt++) {
      Value first = pick(pool);
      Value second = random.nextInt(3) == 0 ? constant(b, first.tensorType()) : like(pool, first);
      fits = append(b, pool, first, random.nextInt(8) == 0 ? first : second);
    }
  }

  private boolean append(Builder b, List<Value> pool, Value first, Value second) {
    try {
      return pool.add(b.add(ops.next(b, first, second, pool)));
    } catch (IllTypedException misfit) {
      return false;
    }
  }

  /// The op of a value again.
  private void repeat(Builder b, List<Value> pool) {
    Value value = pick(pool);
    if (value instanceof Result result) {
      Op op = result.instruction().op();
      if (op.regions().isEmpty() && !(op instanceof OptimizationBarrierOp)) {
        pool.addAll(b.append(op));
      }
    }
  }

  private Value pick(List<Value> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  private Value like(List<Value> pool, Value value) {
    List<Value> same = pool.stream().filter(v -> v.type().equals(value.type())).toList();
    return same.get(random.nextInt(same.size()));
  }

  private Value of(Builder b, List<Value> pool, String type) {
    List<Value> same = pool.stream().filter(v -> v.type().equals(Programs.type(type))).toList();
    return same.isEmpty() || random.nextInt(6) == 0
        ? constant(b, Programs.type(type))
        : same.get(random.nextInt(same.size()));
  }

  private Value constant(Builder b, TensorType type) {
    if (random.nextBoolean()) {
      return b.splat(type, random.nextInt(4) - 1L);
    }
    return random.nextBoolean()
        ? b.constant(Literal.ofBits(type, RandomTensors.bits(type.element(), random)))
        : b.constant(RandomTensors.of(type, random).toLiteral());
  }

  private List<Value> branch(Builder b, List<Value> pool, int nesting) {
    Value predicate = of(b, pool, "i1");
    List<Type> types = List.of(pick(pool).type(), pick(pool).type());
    return b.branch(
        predicate,
        inner -> handed(inner, new ArrayList<>(pool), types, nesting),
        inner -> handed(inner, new ArrayList<>(pool), types, nesting));
  }

  private List<Value> handed(Builder b, List<Value> pool, List<Type> types, int nesting) {
    fill(b, pool, 5, nesting == 1 ? 1 : 0);
    return types.stream()
        .map(
            type ->
                like(
                    pool,
                    pool.reversed().stream()
                        .filter(v -> v.type().equals(type))
                        .findFirst()
                        .orElseThrow()))
        .toList();
  }

  /// A loop of at most three steps that carries a counter and some values.
  private List<Value> loop(Builder b, List<Value> pool, int nesting) {
    List<Value> carried = new ArrayList<>();
    carried.add(b.scalar(ElementType.I32, 0L));
    for (int i = 0; i < 4; i++) {
      carried.add(pick(pool));
    }
    long steps = random.nextInt(4);
    return b.whileLoop(
        carried,
        (test, values) -> {
          List<Value> inside = new ArrayList<>(pool);
          inside.addAll(values);
          fill(test, inside, 2, 0);
          Value limit = test.scalar(ElementType.I32, steps);
          return test.compare(ComparisonDirection.LT, values.getFirst(), limit);
        },
        (body, values) -> {
          List<Value> inside = new ArrayList<>(pool);
          inside.addAll(Collections.nCopies(2, values).stream().flatMap(List::stream).toList());
          List<Value> handed = new ArrayList<>();
          handed.add(body.add(values.getFirst(), body.scalar(ElementType.I32, 1L)));
          fill(body, inside, 8, nesting == 1 ? 1 : 0);
          for (Value value : values.subList(1, values.size())) {
            handed.add(random.nextInt(3) == 0 ? value : like(inside, value));
          }
          return handed;
        });
  }
}
