package dev.ranvier.tests.differential;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReplicaGroups;
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.RngAlgorithm;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ops with regions that are programs of their own, calls, random bits, and what programs for many
/// devices are made of, here for one.
final class ControlRecipes {
  private ControlRecipes() {}

  static List<Recipe> all() {
    return List.of(
        new Recipe(WhileOp.class, ControlRecipes::loop),
        new Recipe(WhileOp.class, ControlRecipes::loop),
        new Recipe(CaseOp.class, ControlRecipes::choose),
        new Recipe(IfOp.class, ControlRecipes::branch),
        new Recipe(CallOp.class, ControlRecipes::call),
        new Recipe(CompositeOp.class, ControlRecipes::composite),
        new Recipe(OptimizationBarrierOp.class, ControlRecipes::barrier),
        new Recipe(RngBitGeneratorOp.class, ControlRecipes::randomBits),
        new Recipe(RngBitGeneratorOp.class, ControlRecipes::randomBits),
        new Recipe(PartitionIdOp.class, draft -> draft.step(List.of(), _ -> new PartitionIdOp())),
        new Recipe(ReplicaIdOp.class, draft -> draft.step(List.of(), _ -> new ReplicaIdOp())));
  }

  /// What devices do together, by one that is alone.
  static List<Recipe> together() {
    return List.of(
        new Recipe(AllReduceOp.class, ControlRecipes::allReduce),
        new Recipe(AllGatherOp.class, ControlRecipes::allGather),
        new Recipe(AllToAllOp.class, ControlRecipes::allToAll),
        new Recipe(ReduceScatterOp.class, ControlRecipes::reduceScatter),
        new Recipe(CollectivePermuteOp.class, ControlRecipes::permute));
  }

  private static List<Slot> some(Draft draft) {
    List<Slot> some = new ArrayList<>();
    for (long i = draft.draws().between(1, 3); i > 0; i--) {
      some.add(draft.operand(draft.type(_ -> true)));
    }
    return some;
  }

  /// Some ops in a row, on values of one type, the result of which is exact however they are joined
  /// together: integer arithmetic, or the choice between floats.
  private static Value chain(Draws draws, Builder b, Value first, List<Value> others) {
    List<Value> pool = new ArrayList<>(others);
    pool.removeIf(value -> !value.type().equals(first.type()));
    pool.add(first);
    Value value = first;
    for (long i = draws.between(1, 3); i > 0; i--) {
      value = b.add(link(draws, value, draws.any(pool)));
      pool.add(value);
    }
    return value;
  }

  private static Op link(Draws draws, Value x, Value y) {
    boolean isFloat = x.tensorType().element().isFloat();
    return switch ((int) draws.between(0, isFloat ? 3 : 7)) {
      case 0 -> new MaximumOp(x, y);
      case 1 -> new MinimumOp(y, x);
      case 2 -> x.tensorType().element().isBoolean() ? new MinimumOp(x, y) : new ClampOp(x, y, x);
      case 3 -> isFloat ? new NegateOp(x) : new NotOp(x);
      case 4 -> new AddOp(x, y);
      case 5 -> new MultiplyOp(x, y);
      case 6 -> new XorOp(x, y);
      default -> new AndOp(x, y);
    };
  }

  /// Carries a counter and some values, each of which may be computed from what is around.
  private static void loop(Draft draft) {
    Draws draws = draft.draws();
    List<Slot> operands = new ArrayList<>(some(draft));
    int carriedCount = (int) draws.between(1, operands.size());
    long steps = draws.between(0, 4);
    draft.step(
        operands,
        (b, v) -> {
          List<Value> carried = new ArrayList<>(v.subList(0, carriedCount));
          carried.addFirst(b.scalar(ElementType.I32, 0L));
          return b.whileLoop(
              carried,
              (test, now) ->
                  test.compare(
                      ComparisonDirection.LT, now.getFirst(), test.scalar(ElementType.I32, steps)),
              (body, now) -> {
                List<Value> pool = new ArrayList<>(v);
                pool.addAll(now);
                List<Value> next = new ArrayList<>();
                next.add(body.add(now.getFirst(), body.scalar(ElementType.I32, 1L)));
                for (Value value : now.subList(1, now.size())) {
                  next.add(draws.oneIn(4) ? value : chain(draws, body, value, pool));
                }
                return next;
              });
        });
  }

  private static List<Value> chains(Draws draws, Builder b, List<Value> values) {
    return values.stream().map(value -> chain(draws, b, value, values)).toList();
  }

  private static void branch(Draft draft) {
    Draws draws = draft.draws();
    List<Slot> operands = new ArrayList<>(some(draft));
    operands.addFirst(draft.operand(TensorType.scalar(ElementType.I1)));
    draft.step(
        operands,
        (b, v) -> {
          List<Value> rest = v.subList(1, v.size());
          return b.branch(
              v.getFirst(), then -> chains(draws, then, rest), or -> chains(draws, or, rest));
        });
  }

  private static void choose(Draft draft) {
    Draws draws = draft.draws();
    List<Slot> operands = new ArrayList<>(some(draft));
    long count = draws.between(1, 4);
    TensorType index = TensorType.scalar(ElementType.I32);
    operands.addFirst(
        draws.oneIn(4) ? draft.operand(index) : draft.given(draws.integers(index, -1, count)));
    draft.step(
        operands,
        (b, v) -> {
          List<Value> rest = v.subList(1, v.size());
          List<Block> branches = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            branches.add(
                Builder.block(
                    List.of(),
                    Draft.PLACE,
                    (inner, _) -> inner.returns(chains(draws, inner, rest))));
          }
          return b.append(new CaseOp(v.getFirst(), branches));
        });
  }

  private static void call(Draft draft) {
    List<Slot> operands = some(draft);
    List<Type> types = List.copyOf(Draft.types(operands));
    String callee =
        draft.function(draft.helperName(), types, (b, v) -> chains(draft.draws(), b, v));
    draft.step(operands, v -> new CallOp(callee, v, types));
  }

  private static void composite(Draft draft) {
    List<Slot> operands = some(draft);
    List<Type> types = List.copyOf(Draft.types(operands));
    String decomposition =
        draft.function(draft.helperName(), types, (b, v) -> chains(draft.draws(), b, v));
    draft.step(
        operands,
        v ->
            new CompositeOp(
                "ranvier.some",
                v,
                new Attribute.Dictionary(Map.of("a", new Attribute.Int(1, ElementType.I64))),
                decomposition,
                1,
                types));
  }

  private static void barrier(Draft draft) {
    draft.step(some(draft), OptimizationBarrierOp::new);
  }

  /// Unsigned integers only: XLA types all others as unsigned too, and then stumbles over them.
  private static void randomBits(Draft draft) {
    Draws draws = draft.draws();
    RngAlgorithm algorithm = draws.any(List.of(RngAlgorithm.values()));
    long words = algorithm == RngAlgorithm.PHILOX && draws.oneIn(2) ? 3 : 2;
    List<Long> sizes = new ArrayList<>(draws.sizes(0, 2));
    sizes.add(draws.between(1, 9));
    TensorType type = new TensorType(sizes, draws.element(ElementType::isUnsigned));
    Slot state = draft.operand(TensorType.of(ElementType.U64, words));
    draft.step(List.of(state), v -> new RngBitGeneratorOp(algorithm, v.getFirst(), type));
  }

  private static ReplicaGroups alone() {
    return ReplicaGroups.of(Literal.splat(TensorType.of(ElementType.I64, 1, 1), 0L));
  }

  private static TensorType withAxis(Draft draft) {
    return draft.type(type -> type.rank() > 0 && type.size() > 0);
  }

  private static void allReduce(Draft draft) {
    TensorType type = draft.type(_ -> true);
    Block body = FoldRecipes.acrossDevices(draft.draws()).body(type.element());
    draft.step(List.of(draft.operand(type)), v -> new AllReduceOp(v, alone(), body));
  }

  private static void allGather(Draft draft) {
    TensorType type = withAxis(draft);
    long axis = draft.draws().between(0, type.rank() - 1);
    draft.step(List.of(draft.operand(type)), v -> new AllGatherOp(v, axis, alone(), List.of(type)));
  }

  private static void allToAll(Draft draft) {
    TensorType type = withAxis(draft);
    long from = draft.draws().between(0, type.rank() - 1);
    long to = draft.draws().between(0, type.rank() - 1);
    draft.step(List.of(draft.operand(type)), v -> new AllToAllOp(v, from, to, 1, alone()));
  }

  /// Of small whole numbers: XLA folds even those of a single device into a neutral element, and in
  /// a way in which NaN is passed over. Not constants: one that is the same all over ends its
  /// process.
  private static void reduceScatter(Draft draft) {
    TensorType type = withAxis(draft);
    long axis = draft.draws().between(0, type.rank() - 1);
    Block body = FoldRecipes.acrossDevices(draft.draws()).body(type.element());
    draft.step(
        draft.argument(draft.draws().tame(type)),
        operand -> new ReduceScatterOp(operand, axis, alone(), body, type));
  }

  /// To itself, since a permutation of no pairs is nothing that anyone writes.
  private static void permute(Draft draft) {
    TensorType type = draft.type(_ -> true);
    Literal itself = Literal.splat(TensorType.of(ElementType.I64, 1, 2), 0L);
    draft.step(
        draft.operand(type), operand -> new CollectivePermuteOp(operand, itself, Optional.empty()));
  }
}
