package dev.ranvier.tests.differential;

import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Ops that make, move and cut out elements, at places known beforehand or not.
final class ShapeRecipes {
  private ShapeRecipes() {}

  static List<Recipe> all() {
    return List.of(
        new Recipe(ConstantOp.class, ShapeRecipes::constant),
        new Recipe(IotaOp.class, ShapeRecipes::iota),
        new Recipe(BroadcastInDimOp.class, ShapeRecipes::broadcast),
        new Recipe(ReshapeOp.class, ShapeRecipes::reshape),
        new Recipe(TransposeOp.class, ShapeRecipes::transpose),
        new Recipe(ReverseOp.class, ShapeRecipes::reverse),
        new Recipe(SliceOp.class, ShapeRecipes::slice),
        new Recipe(PadOp.class, ShapeRecipes::pad),
        new Recipe(ConcatenateOp.class, ShapeRecipes::concatenate),
        new Recipe(DynamicSliceOp.class, ShapeRecipes::dynamicSlice),
        new Recipe(DynamicUpdateSliceOp.class, ShapeRecipes::dynamicUpdateSlice));
  }

  private static void constant(Draft draft) {
    TensorType type = draft.type(_ -> true);
    boolean splat = draft.draws().oneIn(3);
    Literal literal = draft.draws().tensor(type).toLiteral();
    Literal one = splat && type.size() > 0 ? Literal.ofBits(type, literal.bits(0)) : literal;
    draft.step(List.of(), _ -> new ConstantOp(one));
  }

  private static void iota(Draft draft) {
    TensorType type = draft.type(t -> t.rank() > 0 && !t.element().isBoolean());
    long axis = draft.draws().between(0, type.rank() - 1);
    draft.step(List.of(), _ -> new IotaOp(type, axis));
  }

  /// The operand's dimensions go to places of the result in any order; those of size 1 may grow.
  private static void broadcast(Draft draft) {
    Draws draws = draft.draws();
    TensorType type = draft.type(_ -> true);
    int rank = type.rank() + (int) draws.between(0, 2);
    List<Long> places = draws.shuffled(rank).subList(0, type.rank());
    List<Long> sizes = new ArrayList<>();
    for (long i = 0; i < rank; i++) {
      int from = places.indexOf(i);
      boolean free = from < 0 || (type.dimension(from) == 1 && draws.oneIn(2));
      sizes.add(free ? draws.between(1, 3) : (Long) type.dimension(from));
    }
    draft.step(
        draft.operand(type),
        operand -> new BroadcastInDimOp(operand, type.withDimensions(sizes), places));
  }

  private static void reshape(Draft draft) {
    TensorType type = draft.type(_ -> true);
    List<Long> sizes = new ArrayList<>();
    long rest = type.size();
    for (long divisor : List.of(2L, 3L, 2L)) {
      if (draft.draws().oneIn(2) && rest % divisor == 0) {
        sizes.add(divisor);
        rest /= divisor;
      }
    }
    sizes.add((int) draft.draws().between(0, sizes.size()), rest);
    draft.step(draft.operand(type), operand -> new ReshapeOp(operand, type.withDimensions(sizes)));
  }

  private static void transpose(Draft draft) {
    TensorType type = draft.type(_ -> true);
    List<Long> permutation = draft.draws().shuffled(type.rank());
    draft.step(draft.operand(type), operand -> new TransposeOp(operand, permutation));
  }

  private static void reverse(Draft draft) {
    TensorType type = draft.type(_ -> true);
    int count = (int) draft.draws().between(0, type.rank());
    List<Long> axes = draft.draws().shuffled(type.rank()).subList(0, count);
    draft.step(draft.operand(type), operand -> new ReverseOp(operand, axes));
  }

  private static void slice(Draft draft) {
    TensorType type = draft.type(_ -> true);
    List<Long> start = new ArrayList<>();
    List<Long> limit = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    for (long size : type.dimensions()) {
      start.add(draft.draws().between(0, size));
      limit.add(draft.draws().between(start.getLast(), size));
      strides.add(draft.draws().between(1, 3));
    }
    draft.step(draft.operand(type), operand -> new SliceOp(operand, start, limit, strides));
  }

  private static void pad(Draft draft) {
    TensorType type = draft.type(_ -> true);
    List<Long> low = new ArrayList<>();
    List<Long> high = new ArrayList<>();
    List<Long> interior = new ArrayList<>();
    for (long size : type.dimensions()) {
      interior.add(draft.draws().between(0, 2));
      long inside = size + Math.max(size - 1, 0) * interior.getLast();
      low.add(draft.draws().between(Math.max(-2, -inside), 2));
      high.add(draft.draws().between(Math.max(-2, -inside - Math.min(0, low.getLast())), 2));
      if (inside + low.getLast() + high.getLast() < 0) {
        high.set(high.size() - 1, 2L);
      }
    }
    draft.step(
        List.of(draft.operand(type), draft.operand(TensorType.scalar(type.element()))),
        v -> new PadOp(v.get(0), v.get(1), low, high, interior));
  }

  private static void concatenate(Draft draft) {
    TensorType type = draft.type(t -> t.rank() > 0);
    int axis = (int) draft.draws().between(0, type.rank() - 1);
    List<Slot> operands = new ArrayList<>();
    for (long count = draft.draws().between(1, 3); count > 0; count--) {
      List<Long> sizes = new ArrayList<>(type.dimensions());
      sizes.set(axis, draft.draws().between(0, 3));
      operands.add(draft.operand(type.withDimensions(sizes)));
    }
    draft.step(operands, values -> new ConcatenateOp(values, axis));
  }

  private static List<Slot> starts(Draft draft, int rank) {
    ElementType element = draft.draws().any(Draws.INTEGERS);
    List<Slot> starts = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      TensorType scalar = TensorType.scalar(element);
      starts.add(
          draft.draws().oneIn(3)
              ? draft.operand(scalar)
              : draft.given(draft.draws().integers(scalar, -1, 4)));
    }
    return starts;
  }

  private static List<Long> within(Draft draft, TensorType type) {
    return type.dimensions().stream().map(size -> draft.draws().between(0, size)).toList();
  }

  private static void dynamicSlice(Draft draft) {
    TensorType type = draft.type(_ -> true);
    List<Long> sizes = within(draft, type);
    List<Slot> operands = new ArrayList<>(starts(draft, type.rank()));
    operands.addFirst(draft.operand(type));
    draft.step(operands, v -> new DynamicSliceOp(v.getFirst(), v.subList(1, v.size()), sizes));
  }

  private static void dynamicUpdateSlice(Draft draft) {
    TensorType type = draft.type(_ -> true);
    List<Slot> operands = new ArrayList<>(starts(draft, type.rank()));
    operands.addFirst(draft.operand(type.withDimensions(within(draft, type))));
    operands.addFirst(draft.operand(type));
    draft.step(operands, v -> new DynamicUpdateSliceOp(v.get(0), v.get(1), v.subList(2, v.size())));
  }
}
