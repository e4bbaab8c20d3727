package dev.ranvier.tests.onnx;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Atan2Op;
import dev.ranvier.ir.op.CbrtOp;
import dev.ranvier.ir.op.CeilOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.CosineOp;
import dev.ranvier.ir.op.CountLeadingZerosOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.ExponentialMinusOneOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FloorOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.LogOp;
import dev.ranvier.ir.op.LogPlusOneOp;
import dev.ranvier.ir.op.LogisticOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.PopcntOp;
import dev.ranvier.ir.op.PowerOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.RoundNearestAfzOp;
import dev.ranvier.ir.op.RoundNearestEvenOp;
import dev.ranvier.ir.op.RsqrtOp;
import dev.ranvier.ir.op.ShiftLeftOp;
import dev.ranvier.ir.op.ShiftRightArithmeticOp;
import dev.ranvier.ir.op.ShiftRightLogicalOp;
import dev.ranvier.ir.op.SignOp;
import dev.ranvier.ir.op.SineOp;
import dev.ranvier.ir.op.SqrtOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.TanOp;
import dev.ranvier.ir.op.TanhOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// Every op that has a counterpart in ONNX, on every element type that it has there.
final class OnnxRules {
  private static final List<ElementType> INTEGERS =
      List.of(
          ElementType.I8,
          ElementType.I16,
          ElementType.I32,
          ElementType.U8,
          ElementType.U16,
          ElementType.U32);
  private static final List<ElementType> FLOATS = List.of(ElementType.F32, ElementType.F64);
  private static final List<ElementType> SIGNED =
      List.of(ElementType.F32, ElementType.F64, ElementType.I8, ElementType.I16, ElementType.I32);
  private static final List<ElementType> NUMBERS = joined(FLOATS, INTEGERS);
  private static final List<ElementType> BOOLEANS = List.of(ElementType.I1);
  private static final List<ElementType> ALL = joined(NUMBERS, BOOLEANS);

  private static final long SEED = 77;

  private final List<OnnxRule> rules = new ArrayList<>();

  private OnnxRules() {}

  static List<OnnxRule> all() {
    OnnxRules table = new OnnxRules();
    table.binary();
    table.unary();
    table.mixed();
    table.shapes();
    table.folds();
    table.products();
    table.windows();
    return table.rules;
  }

  private static List<ElementType> joined(List<ElementType> some, List<ElementType> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private void add(String name, double tolerance, List<TensorType> inputs, OnnxRule.Body body) {
    rules.add(new OnnxRule(name, tolerance, inputs, body));
  }

  private static TensorType matrix(ElementType element) {
    return TensorType.of(element, 5, 7);
  }

  private void binary() {
    two(joined(NUMBERS, BOOLEANS), AddOp::new);
    two(NUMBERS, SubtractOp::new);
    two(joined(NUMBERS, BOOLEANS), MultiplyOp::new);
    two(ALL, MaximumOp::new);
    two(ALL, MinimumOp::new);
    two(List.of(ElementType.I64), MaximumOp::new);
    two(List.of(ElementType.I64), MinimumOp::new);
    two(FLOATS, DivideOp::new);
    two(FLOATS, RemainderOp::new);
    for (ElementType element : INTEGERS) {
      one(List.of(element), (out, x) -> out.divide(x, by(out, x, 7)), "by 7");
      one(List.of(element), (out, x) -> out.add(new RemainderOp(x, by(out, x, 10))), "by 10");
    }
    two(List.of(ElementType.F32), 1e-6, Atan2Op::new, "");
    two(joined(INTEGERS, BOOLEANS), AndOp::new);
    two(joined(INTEGERS, BOOLEANS), OrOp::new);
    two(joined(INTEGERS, BOOLEANS), XorOp::new);
    two(INTEGERS, ShiftLeftOp::new);
    two(INTEGERS, ShiftRightLogicalOp::new);
    two(List.of(ElementType.I8, ElementType.I16, ElementType.I32), ShiftRightArithmeticOp::new);
    for (ComparisonDirection direction : ComparisonDirection.values()) {
      two(ALL, (a, b) -> CompareOp.of(direction, a, b), " " + direction);
    }
    add(
        "power",
        1e-6,
        List.of(matrix(ElementType.F32), matrix(ElementType.F32)),
        (out, in) -> out.add(new PowerOp(out.abs(in.get(0)), in.get(1))));
    for (ElementType element : INTEGERS) {
      for (long by : new long[] {0, 1, element.bits() - 1, element.bits()}) {
        one(List.of(element), (out, x) -> shifted(out, x, by), "shift by " + by);
      }
    }
  }

  private static Value by(Builder out, Value x, long divisor) {
    return out.splat(x.tensorType(), divisor);
  }

  private static Value shifted(Builder out, Value x, long by) {
    Value left = out.add(new ShiftLeftOp(x, out.splat(x.tensorType(), by)));
    return out.xor(left, out.add(new ShiftRightLogicalOp(x, out.splat(x.tensorType(), by))));
  }

  private void two(List<ElementType> elements, BiFunction<Value, Value, Op> op) {
    two(elements, op, "");
  }

  private void two(List<ElementType> elements, BiFunction<Value, Value, Op> op, String more) {
    two(elements, 0, op, more);
  }

  private void two(
      List<ElementType> elements, double tolerance, BiFunction<Value, Value, Op> op, String more) {
    for (ElementType element : elements) {
      add(
          more,
          tolerance,
          List.of(matrix(element), matrix(element)),
          (out, in) -> out.add(op.apply(in.get(0), in.get(1))));
    }
  }

  private void unary() {
    one(SIGNED, 0, AbsOp::new);
    one(NUMBERS, 0, NegateOp::new);
    one(SIGNED, 0, SignOp::new);
    one(joined(INTEGERS, BOOLEANS), 0, NotOp::new);
    one(INTEGERS, 0, PopcntOp::new);
    one(INTEGERS, 0, CountLeadingZerosOp::new);
    one(FLOATS, 0, FloorOp::new);
    one(FLOATS, 0, CeilOp::new);
    one(FLOATS, 0, RoundNearestEvenOp::new);
    one(FLOATS, 0, RoundNearestAfzOp::new);
    one(FLOATS, 0, IsFiniteOp::new);
    one(FLOATS, 0, SqrtOp::new);
    one(FLOATS, 1e-6, RsqrtOp::new);
    one(FLOATS, 1e-6, ExponentialOp::new);
    one(FLOATS, 1e-6, LogOp::new);
    one(FLOATS, 1e-6, LogisticOp::new);
    one(FLOATS, 1e-6, TanhOp::new);
    one(FLOATS, 1e-6, CbrtOp::new);
    one(FLOATS, 1e-6, ExponentialMinusOneOp::new);
    one(FLOATS, 1e-6, LogPlusOneOp::new);
    one(FLOATS, 1e-6, SineOp::new);
    one(List.of(ElementType.F32), 1e-6, CosineOp::new);
    one(List.of(ElementType.F32), 1e-5, TanOp::new);
  }

  private void one(List<ElementType> elements, double tolerance, Function<Value, Op> op) {
    for (ElementType element : elements) {
      add("", tolerance, List.of(matrix(element)), (out, in) -> out.add(op.apply(in.getFirst())));
    }
  }

  private void one(
      List<ElementType> elements, BiFunction<Builder, Value, Value> body, String name) {
    for (ElementType element : elements) {
      add(name, 0, List.of(matrix(element)), (out, in) -> body.apply(out, in.getFirst()));
    }
  }

  private void mixed() {
    TensorType truth = matrix(ElementType.I1);
    for (ElementType element : ALL) {
      TensorType type = matrix(element);
      add(
          "select",
          0,
          List.of(truth, type, type),
          (out, in) -> out.select(in.get(0), in.get(1), in.get(2)));
      add(
          "select by one",
          0,
          List.of(TensorType.scalar(ElementType.I1), type, type),
          (out, in) -> out.select(in.get(0), in.get(1), in.get(2)));
      add(
          "barrier",
          0,
          List.of(type),
          (out, in) -> out.append(new OptimizationBarrierOp(in)).getFirst());
    }
    for (ElementType element : NUMBERS) {
      TensorType scalar = TensorType.scalar(element);
      add(
          "clamp",
          0,
          List.of(matrix(element)),
          (out, in) ->
              out.clamp(out.splat(scalar, 3L), in.getFirst(), out.splat(matrix(element), 90L)));
    }
    for (ElementType from : joined(INTEGERS, BOOLEANS)) {
      for (ElementType to : ALL) {
        one(List.of(from), (out, x) -> out.convert(x, to), "to " + to);
      }
    }
    one(List.of(ElementType.F64), (out, x) -> out.convert(x, ElementType.F32), "to f32");
    one(List.of(ElementType.F32), (out, x) -> out.convert(x, ElementType.F64), "to f64");
    one(FLOATS, (out, x) -> out.convert(x, ElementType.I1), "to i1");
    for (ElementType to : List.of(ElementType.I8, ElementType.I32, ElementType.U32)) {
      one(
          FLOATS,
          (out, x) -> {
            Value number = plain(out, x);
            return out.convert(to.isUnsigned() ? out.abs(number) : number, to);
          },
          "to " + to);
    }
  }

  private void shapes() {
    for (ElementType element : ALL) {
      one(List.of(element), (out, x) -> out.reshape(x, 7, 1, 5), "");
      one(List.of(element), (out, x) -> out.transpose(x, 1, 0), "");
      one(List.of(element), (out, x) -> out.add(new ReverseOp(x, List.of(1L))), "");
      one(
          List.of(element),
          (out, x) -> out.slice(x, List.of(1L, 0L), List.of(4L, 7L), List.of(2L, 3L)),
          "");
      one(
          List.of(element),
          (out, x) -> out.broadcast(x, TensorType.of(element, 5, 2, 7), 0, 2),
          "");
      one(
          List.of(element),
          (out, x) -> out.broadcast(x, TensorType.of(element, 7, 5), 1, 0),
          "turned");
      one(List.of(element), (out, x) -> out.concatenate(1, x, ones(out, element), x), "");
      one(
          List.of(element),
          (out, x) ->
              out.add(
                  new PadOp(
                      x,
                      out.splat(TensorType.scalar(element), 1L),
                      List.of(2L, -1L),
                      List.of(0L, 3L),
                      List.of(0L, 0L))),
          "");
      one(
          List.of(element),
          (out, x) ->
              out.add(
                  new PadOp(
                      x,
                      out.splat(TensorType.scalar(element), 1L),
                      List.of(-1L, 0L),
                      List.of(2L, -1L),
                      List.of(2L, 1L))),
          "between elements");
    }
    for (ElementType element : INTEGERS) {
      one(List.of(element), (out, x) -> out.xor(x, out.iota(x.tensorType(), 0)), "iota");
    }
    one(
        List.of(ElementType.F32),
        (out, x) ->
            out.transpose(
                out.broadcast(
                    out.scalar(ElementType.F32, 2.0), TensorType.of(ElementType.F32, 3, 4)),
                1,
                0),
        "of a number");
    one(
        List.of(ElementType.F32),
        (out, x) -> {
          Value row = out.reshape(out.slice(x, List.of(0L, 0L), List.of(1L, 7L)), 7);
          Value column = out.reshape(out.slice(x, List.of(0L, 0L), List.of(5L, 1L)), 5);
          return out.add(
              out.broadcast(row, x.tensorType(), 1), out.broadcast(column, x.tensorType(), 0));
        },
        "row and column");
  }

  private static Value ones(Builder out, ElementType element) {
    return out.splat(TensorType.of(element, 5, 2), 1L);
  }

  private void folds() {
    for (ElementType element : NUMBERS) {
      double tolerance = element.isFloat() ? 1e-5 : 0;
      fold(element, tolerance, AddOp::new, 0);
      fold(element, 0, MaximumOp::new, 0);
      fold(element, 0, MinimumOp::new, 0);
    }
    fold(ElementType.I32, 0, MultiplyOp::new, 1);
    for (ElementType element : joined(INTEGERS, BOOLEANS)) {
      fold(element, 0, AndOp::new, 1);
      fold(element, 0, OrOp::new, 0);
    }
    fold(ElementType.I1, 0, AddOp::new, 0);
    fold(ElementType.I1, 0, MultiplyOp::new, 1);
    for (ElementType element : INTEGERS) {
      fold(element, 0, XorOp::new, 0);
    }
  }

  private void fold(
      ElementType element, double tolerance, BiFunction<Value, Value, Op> op, long initial) {
    Literal first = Literal.splat(TensorType.scalar(element), initial);
    for (long[] axes : new long[][] {{0}, {1}, {0, 2}, {0, 1, 2}}) {
      add(
          "along " + axes.length,
          tolerance,
          List.of(TensorType.of(element, 5, 3, 2)),
          (out, in) -> out.reduce(plain(out, in.getFirst()), first, op, axes));
    }
  }

  /// Without NaN and what adds up to it.
  static Value plain(Builder out, Value x) {
    if (!x.tensorType().element().isFloat()) {
      return x;
    }
    TensorType scalar = TensorType.scalar(x.tensorType().element());
    Value held = out.clamp(out.splat(scalar, -50.0), x, out.splat(scalar, 50.0));
    Value number = out.compare(ComparisonDirection.EQ, x, x);
    return out.select(number, held, out.splat(x.tensorType(), 2.9));
  }

  /// Of random shapes, as many as there are seeds.
  private void windows() {
    WindowRules random = new WindowRules(SEED);
    for (ElementType element : List.of(ElementType.F32, ElementType.F64, ElementType.I8)) {
      for (int times = 0; times < 12; times++) {
        rules.add(random.convolution(element, times % (element == ElementType.F32 ? 4 : 3)));
      }
    }
    for (ElementType element : ALL) {
      for (int times = 0; times < (element.isFloat() ? 16 : 4); times++) {
        rules.add(random.window(element, times % 5));
      }
    }
  }

  private void products() {
    Map<DotDimensionNumbers, List<List<Long>>> shapes =
        Map.of(
            DotDimensionNumbers.contracting(1, 0),
            List.of(List.of(4L, 5L), List.of(5L, 3L)),
            DotDimensionNumbers.contracting(0, 1),
            List.of(List.of(5L, 4L), List.of(3L, 5L)),
            DotDimensionNumbers.contracting(0, 0),
            List.of(List.of(5L), List.of(5L)),
            new DotDimensionNumbers(List.of(1L), List.of(0L), List.of(0L, 2L), List.of(2L, 1L)),
            List.of(List.of(2L, 3L, 4L, 5L), List.of(3L, 4L, 2L, 6L)));
    for (ElementType element :
        List.of(ElementType.F32, ElementType.I32, ElementType.U8, ElementType.U32)) {
      shapes.forEach(
          (numbers, sizes) ->
              add(
                  "",
                  element.isFloat() ? 1e-5 : 0,
                  sizes.stream().map(size -> new TensorType(size, element)).toList(),
                  (out, in) ->
                      out.dotGeneral(plain(out, in.get(0)), plain(out, in.get(1)), numbers)));
    }
  }
}
