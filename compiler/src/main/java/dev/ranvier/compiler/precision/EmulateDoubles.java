package dev.ranvier.compiler.precision;

import dev.ranvier.compiler.pass.PartsRewriter;
import dev.ranvier.compiler.precision.PairArithmetic.Pair;
import dev.ranvier.compiler.target.TargetException;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Replaces every `f64` by two `f32`, for targets without doubles: sums of a step keep 45 bits and
/// more before they are rounded to `f32`, so that spikes are those of targets that have doubles.
/// Exponentials are of single precision.
public final class EmulateDoubles extends PartsRewriter {
  private final IdentityHashMap<Builder, ExactSums> sums = new IdentityHashMap<>();

  private EmulateDoubles() {}

  /// @throws TargetException if there is an op that pairs are not made for: names it
  public static Module run(Module module) {
    return new EmulateDoubles().rewrite(module);
  }

  @Override
  protected Optional<List<Part>> partsOf(Type type) {
    return isDouble(type)
        ? Optional.of(
            List.of(
                new Part("high", single((TensorType) type)),
                new Part("low", single((TensorType) type))))
        : Optional.empty();
  }

  private static boolean isDouble(Type type) {
    return type instanceof TensorType tensor && tensor.element() == ElementType.F64;
  }

  private static TensorType single(TensorType type) {
    return type.withElement(ElementType.F32);
  }

  @Override
  protected void rewrite(Instruction instruction, Builder out) {
    Op op = instruction.op();
    boolean concerned =
        op.operands().stream().anyMatch(operand -> isDouble(operand.type()))
            || op.resultTypes().stream().anyMatch(EmulateDoubles::isDouble);
    if (!concerned || isCarrier(op)) {
      copy(instruction, out);
    } else if (op instanceof CompareOp(var lhs, var rhs, ComparisonDirection direction, var _)) {
      Value compared = new PairArithmetic(out).compare(direction, pair(lhs), pair(rhs));
      replace(instruction.result(0), List.of(compared));
    } else if (op instanceof ConvertOp convert && !isDouble(convert.type())) {
      replace(instruction.result(0), List.of(narrowed(instruction, convert, out)));
    } else {
      replace(instruction.result(0), computed(instruction, out).values());
    }
  }

  /// Whether an op only hands values on, so that a pair is two of them.
  private static boolean isCarrier(Op op) {
    return op instanceof OptimizationBarrierOp
        || op instanceof WhileOp
        || op instanceof CallOp
        || op instanceof ReturnOp
        || op instanceof FuncReturnOp;
  }

  private Pair pair(Value old) {
    List<Value> parts = all(old);
    return new Pair(parts.getFirst(), parts.getLast());
  }

  private Pair computed(Instruction instruction, Builder out) {
    PairArithmetic pairs = new PairArithmetic(out);
    return switch (instruction.op()) {
      case AddOp(Value a, Value b) -> pairs.add(pair(a), pair(b));
      case SubtractOp(Value a, Value b) -> pairs.subtract(pair(a), pair(b));
      case MultiplyOp(Value a, Value b) -> pairs.multiply(pair(a), pair(b));
      case DivideOp(Value a, Value b) -> pairs.divide(pair(a), pair(b));
      case NegateOp(Value a) -> pairs.negate(pair(a));
      case AbsOp(Value a) -> magnitude(pair(a), pairs, out);
      case MaximumOp(Value a, Value b) -> greater(pair(a), pair(b), pairs);
      case MinimumOp(Value a, Value b) -> greater(pair(b), pair(a), pairs, pair(a), pair(b));
      case SelectOp(Value predicate, Value a, Value b) ->
          pairs.select(one(predicate), pair(a), pair(b));
      case ExponentialOp(Value a, var _) -> exponential(pair(a), out);
      case ConstantOp constant -> split(constant.value(), out);
      case ConvertOp convert -> widened(instruction, convert, out);
      case ReduceOp reduce -> new PairSums(out).reduce(instruction, reduce, this::pair);
      case DotGeneralOp dot -> product(instruction, dot, out);
      case BroadcastInDimOp _, ReshapeOp _, TransposeOp _, SliceOp _, ConcatenateOp _ ->
          new Pair(part(instruction, 0, out), part(instruction, 1, out));
      default -> throw unsupported(instruction, "this op on doubles");
    };
  }

  /// The same op on the high parts, or on the low ones.
  private Value part(Instruction instruction, int which, Builder out) {
    List<Value> operands =
        instruction.op().operands().stream()
            .map(old -> isDouble(old.type()) ? all(old).get(which) : one(old))
            .toList();
    boolean zero = which == 1 && operands.stream().allMatch(PairArithmetic::isZero);
    TensorType type = single(instruction.result(0).tensorType());
    return zero ? out.splat(type, 0.0) : out.add(copied(instruction.op(), operands, List.of(type)));
  }

  private static Pair magnitude(Pair a, PairArithmetic pairs, Builder out) {
    Value zero = out.splat(a.high().tensorType(), 0.0);
    Value negative = out.compare(ComparisonDirection.LT, a.high(), zero);
    return pairs.select(negative, pairs.negate(a), a);
  }

  private static Pair greater(Pair a, Pair b, PairArithmetic pairs) {
    return greater(a, b, pairs, a, b);
  }

  /// One pair where the first is at least the second, another elsewhere.
  private static Pair greater(Pair a, Pair b, PairArithmetic pairs, Pair then, Pair otherwise) {
    return pairs.select(pairs.compare(ComparisonDirection.GE, a, b), then, otherwise);
  }

  /// exp(h + l) is exp(h) (1 + l), l being so small.
  private static Pair exponential(Pair a, Builder out) {
    Value high = out.exponential(a.high());
    PairArithmetic pairs = new PairArithmetic(out);
    return a.isSingle() ? pairs.single(high) : pairs.sum(high, out.multiply(high, a.low()));
  }

  private static Pair split(Literal value, Builder out) {
    TensorType type = single(value.type());
    int size = value.isSplat() ? 1 : Math.toIntExact(type.size());
    double[] high = new double[size];
    double[] low = new double[size];
    for (int i = 0; i < size; i++) {
      high[i] = (float) value.asDouble(i);
      low[i] = (float) (value.asDouble(i) - high[i]);
    }
    return value.isSplat()
        ? new Pair(out.splat(type, high[0]), out.splat(type, low[0]))
        : new Pair(out.constant(Literal.of(type, high)), out.constant(Literal.of(type, low)));
  }

  private Pair widened(Instruction instruction, ConvertOp op, Builder out) {
    if (isDouble(op.operand().type())) {
      return pair(op.operand());
    }
    PairArithmetic pairs = new PairArithmetic(out);
    Value value = one(op.operand());
    ElementType from = value.tensorType().element();
    if (from.isFloat() || from.bits() <= 16) {
      return pairs.single(out.convert(value, ElementType.F32));
    }
    if (from != ElementType.I32 && from != ElementType.U32) {
      throw unsupported(instruction, "doubles of " + from);
    }
    return new WideIntegers(out).pair(value);
  }

  /// Pairs are kept such that the high part is the number rounded to `f32`.
  private Value narrowed(Instruction instruction, ConvertOp op, Builder out) {
    if (!op.type().element().isFloat()) {
      throw unsupported(instruction, "integers of doubles");
    }
    return out.convert(pair(op.operand()).high(), op.type().element());
  }

  private Pair product(Instruction instruction, DotGeneralOp op, Builder out) {
    Pair weights = pair(op.rhs());
    if (!isZeroOrOne(op.lhs()) || !weights.isSingle()) {
      throw unsupported(instruction, "products of doubles other than of spikes and weights");
    }
    return sums.computeIfAbsent(out, ExactSums::new)
        .product(pair(op.lhs()).high(), weights.high(), op.dimensions());
  }

  private static boolean isZeroOrOne(Value old) {
    return old instanceof Result result
        && result.instruction().op() instanceof ConvertOp convert
        && convert.operand().tensorType().element() == ElementType.I1;
  }

  private static TargetException unsupported(Instruction instruction, String what) {
    return new TargetException(
        "%s at %s: pairs of f32 stand for doubles here, and %s is not among what they do; take a target that has doubles, or another model"
            .formatted(instruction.op().name(), instruction.location(), what));
  }
}
