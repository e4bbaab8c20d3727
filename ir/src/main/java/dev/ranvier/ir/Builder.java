package dev.ranvier.ir;

import dev.ranvier.ir.op.AbsOp;
import dev.ranvier.ir.op.AddOp;
import dev.ranvier.ir.op.AndOp;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonDirection;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.DivideOp;
import dev.ranvier.ir.op.DotDimensionNumbers;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.ExponentialOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.GatherDimensionNumbers;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.LogOp;
import dev.ranvier.ir.op.MaximumOp;
import dev.ranvier.ir.op.MinimumOp;
import dev.ranvier.ir.op.MultiplyOp;
import dev.ranvier.ir.op.NegateOp;
import dev.ranvier.ir.op.NotOp;
import dev.ranvier.ir.op.Numbers;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.OrOp;
import dev.ranvier.ir.op.Precision;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.RemainderOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SubtractOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.op.XorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Appends ops to one block. An op checks itself when it is made; what is appended takes the
/// builder's present location. The ops that programs are mostly made of have a short method each;
/// all others go through `add` and `append`.
public class Builder {
  private final List<BlockArgument> arguments;
  private final List<Instruction> instructions = new ArrayList<>();
  private Location location;

  public Builder(List<? extends Type> argumentTypes, Location location) {
    this.arguments = argumentTypes.stream().map(type -> new BlockArgument(type, location)).toList();
    this.location = location;
  }

  /// Builds a block: `body` gets the builder and the block's arguments and must end with a
  /// terminator.
  public static Block block(
      List<? extends Type> argumentTypes,
      Location location,
      BiConsumer<Builder, List<Value>> body) {
    Builder builder = new Builder(argumentTypes, location);
    body.accept(builder, builder.arguments());
    return builder.build();
  }

  public List<Value> arguments() {
    return List.copyOf(arguments);
  }

  public Location location() {
    return location;
  }

  /// From now on, ops are said to come from `place`.
  public Builder at(Location place) {
    this.location = place;
    return this;
  }

  /// Appends an op of any number of results.
  public List<Value> append(Op op) {
    return append(op, Map.of());
  }

  /// Appends an op with attributes of other dialects (`mhlo.sharding`).
  public List<Value> append(Op op, Map<String, Attribute> annotations) {
    Instruction instruction = new Instruction(op, location, annotations);
    instructions.add(instruction);
    return List.<Value>copyOf(instruction.results());
  }

  /// Appends an op of exactly one result.
  public Value add(Op op) {
    Instruction instruction = new Instruction(op, location);
    List<Result> results = instruction.results();
    if (results.size() != 1) {
      throw new IllegalArgumentException(
          op.name() + ": expected an op of one result, got one of " + results.size());
    }
    instructions.add(instruction);
    return results.getFirst();
  }

  public Block build() {
    return new Block(arguments, instructions);
  }

  // Constants.

  public Value constant(Literal literal) {
    return add(new ConstantOp(literal));
  }

  /// The same number in every element, rounded to the element type.
  public Value splat(TensorType type, double number) {
    return constant(Literal.splat(type, number));
  }

  /// The same integer in every element.
  public Value splat(TensorType type, long number) {
    return constant(Literal.splat(type, number));
  }

  /// A scalar.
  public Value scalar(ElementType element, double number) {
    return splat(TensorType.scalar(element), number);
  }

  /// A scalar integer.
  public Value scalar(ElementType element, long number) {
    return splat(TensorType.scalar(element), number);
  }

  /// Counts from 0 along one dimension.
  public Value iota(TensorType type, long axis) {
    return add(new IotaOp(type, axis));
  }

  // Element by element.

  public Value add(Value lhs, Value rhs) {
    return add(new AddOp(lhs, rhs));
  }

  public Value subtract(Value lhs, Value rhs) {
    return add(new SubtractOp(lhs, rhs));
  }

  public Value multiply(Value lhs, Value rhs) {
    return add(new MultiplyOp(lhs, rhs));
  }

  public Value divide(Value lhs, Value rhs) {
    return add(new DivideOp(lhs, rhs));
  }

  public Value remainder(Value lhs, Value rhs) {
    return add(new RemainderOp(lhs, rhs));
  }

  public Value maximum(Value lhs, Value rhs) {
    return add(new MaximumOp(lhs, rhs));
  }

  public Value minimum(Value lhs, Value rhs) {
    return add(new MinimumOp(lhs, rhs));
  }

  public Value and(Value lhs, Value rhs) {
    return add(new AndOp(lhs, rhs));
  }

  public Value or(Value lhs, Value rhs) {
    return add(new OrOp(lhs, rhs));
  }

  public Value xor(Value lhs, Value rhs) {
    return add(new XorOp(lhs, rhs));
  }

  public Value not(Value operand) {
    return add(new NotOp(operand));
  }

  public Value negate(Value operand) {
    return add(new NegateOp(operand));
  }

  public Value abs(Value operand) {
    return add(new AbsOp(operand));
  }

  public Value exponential(Value operand) {
    return add(new ExponentialOp(operand));
  }

  public Value log(Value operand) {
    return add(new LogOp(operand));
  }

  public Value compare(ComparisonDirection direction, Value lhs, Value rhs) {
    return add(CompareOp.of(direction, lhs, rhs));
  }

  public Value select(Value predicate, Value onTrue, Value onFalse) {
    return add(new SelectOp(predicate, onTrue, onFalse));
  }

  public Value clamp(Value min, Value operand, Value max) {
    return add(new ClampOp(min, operand, max));
  }

  /// The same numbers in another element type; the operand itself if it has that type.
  public Value convert(Value operand, ElementType element) {
    return operand.tensorType().element() == element
        ? operand
        : add(ConvertOp.to(element, operand));
  }

  // Shapes.

  /// @param axes for each dimension of the operand, which of the result it becomes
  public Value broadcast(Value operand, TensorType type, long... axes) {
    return add(new BroadcastInDimOp(operand, type, list(axes)));
  }

  public Value reshape(Value operand, long... dimensions) {
    return add(new ReshapeOp(operand, operand.tensorType().withDimensions(list(dimensions))));
  }

  public Value reshape(Value operand, List<Long> dimensions) {
    return reshape(operand, dimensions.stream().mapToLong(size -> size).toArray());
  }

  public Value transpose(Value operand, long... permutation) {
    return add(new TransposeOp(operand, list(permutation)));
  }

  public Value slice(Value operand, List<Long> start, List<Long> limit) {
    return slice(operand, start, limit, Collections.nCopies(start.size(), 1L));
  }

  public Value slice(Value operand, List<Long> start, List<Long> limit, List<Long> strides) {
    return add(new SliceOp(operand, start, limit, strides));
  }

  public Value dynamicSlice(Value operand, List<Value> start, long... sizes) {
    return add(new DynamicSliceOp(operand, start, list(sizes)));
  }

  public Value dynamicUpdateSlice(Value operand, Value update, List<Value> start) {
    return add(new DynamicUpdateSliceOp(operand, update, start));
  }

  /// The elements of a vector that a vector of indices names.
  public Value elements(Value vector, Value indices) {
    return add(
        new GatherOp(
            vector,
            reshape(indices, indices.tensorType().size(), 1),
            GatherDimensionNumbers.of(List.of(), List.of(0L), List.of(0L), 1),
            List.of(1L),
            false));
  }

  public Value concatenate(long axis, Value... operands) {
    return add(new ConcatenateOp(List.of(operands), axis));
  }

  /// The same value, which no compiler computes together with what reads it.
  public Value barrier(Value value) {
    return append(new OptimizationBarrierOp(List.of(value))).getFirst();
  }

  // Folds and products.

  /// Sums along `axes`.
  public Value reduceSum(Value operand, long... axes) {
    return reduce(operand, zeros(operand), AddOp::new, axes);
  }

  /// The largest along `axes`; below all numbers where there are none.
  public Value reduceMaximum(Value operand, long... axes) {
    return reduce(operand, lowest(operand), MaximumOp::new, axes);
  }

  /// The least of the elements along `axes`.
  public Value reduceMinimum(Value operand, long... axes) {
    return reduce(operand, highest(operand), MinimumOp::new, axes);
  }

  /// The bits that any of the elements along `axes` has.
  public Value reduceOr(Value operand, long... axes) {
    return reduce(operand, zeros(operand), OrOp::new, axes);
  }

  /// Folds one tensor along `axes` with an op of two operands.
  public Value reduce(
      Value operand, Literal initial, BiFunction<Value, Value, Op> fold, long... axes) {
    TensorType scalar = TensorType.scalar(operand.tensorType().element());
    Block body =
        block(
            List.of(scalar, scalar),
            location,
            (inner, pair) -> inner.returns(inner.add(fold.apply(pair.get(0), pair.get(1)))));
    return add(new ReduceOp(List.of(operand), List.of(constant(initial)), list(axes), body));
  }

  private static Literal zeros(Value operand) {
    return Literal.splat(TensorType.scalar(operand.tensorType().element()), 0L);
  }

  private static Literal highest(Value operand) {
    ElementType element = operand.tensorType().element();
    TensorType scalar = TensorType.scalar(element);
    return switch (element.kind()) {
      case FLOAT -> Literal.splat(scalar, -Numbers.lowest(element));
      case SIGNED -> Literal.splat(scalar, (1L << (element.bits() - 1)) - 1);
      case UNSIGNED, BOOLEAN -> Literal.splat(scalar, -1L >>> (64 - element.bits()));
    };
  }

  private static Literal lowest(Value operand) {
    ElementType element = operand.tensorType().element();
    TensorType scalar = TensorType.scalar(element);
    return switch (element.kind()) {
      case FLOAT -> Literal.splat(scalar, Numbers.lowest(element));
      case SIGNED -> Literal.splat(scalar, -1L << (element.bits() - 1));
      case UNSIGNED, BOOLEAN -> Literal.splat(scalar, 0L);
    };
  }

  public Value dotGeneral(Value lhs, Value rhs, DotDimensionNumbers dimensions) {
    return add(DotGeneralOp.of(lhs, rhs, dimensions));
  }

  /// The same in the full precision of the operands: devices that multiply narrower numbers faster
  /// would otherwise round what they multiply.
  public Value dotGeneralInFull(Value lhs, Value rhs, DotDimensionNumbers dimensions) {
    List<Precision> full = List.of(Precision.HIGHEST, Precision.HIGHEST);
    TensorType type = DotGeneralOp.of(lhs, rhs, dimensions).type();
    return add(new DotGeneralOp(lhs, rhs, dimensions, full, type));
  }

  // Control flow.

  /// Loops as long as `condition` holds; both get a builder of their own and what is carried.
  public List<Value> whileLoop(
      List<Value> carried,
      BiFunction<Builder, List<Value>, Value> condition,
      BiFunction<Builder, List<Value>, List<Value>> body) {
    return whileLoop(carried, condition, body, Map.of());
  }

  /// The same, with annotations of another dialect.
  public List<Value> whileLoop(
      List<Value> carried,
      BiFunction<Builder, List<Value>, Value> condition,
      BiFunction<Builder, List<Value>, List<Value>> body,
      Map<String, Attribute> annotations) {
    List<Type> types = carried.stream().map(Value::type).toList();
    Block test =
        block(types, location, (inner, values) -> inner.returns(condition.apply(inner, values)));
    Block step =
        block(types, location, (inner, values) -> inner.returns(body.apply(inner, values)));
    return append(new WhileOp(carried, test, step), annotations);
  }

  /// Runs one of two branches, each of which gets a builder of its own.
  public List<Value> branch(
      Value predicate,
      Function<Builder, List<Value>> onTrue,
      Function<Builder, List<Value>> onFalse) {
    return append(new IfOp(predicate, branch(onTrue), branch(onFalse)));
  }

  private Block branch(Function<Builder, List<Value>> body) {
    return block(List.of(), location, (inner, _) -> inner.returns(body.apply(inner)));
  }

  /// Calls another function of the module.
  public List<Value> call(String callee, List<Value> operands, List<Type> resultTypes) {
    return append(new CallOp(callee, operands, resultTypes));
  }

  /// Ends a region.
  public void returns(List<Value> values) {
    append(new ReturnOp(values));
  }

  public void returns(Value... values) {
    returns(List.of(values));
  }

  /// Ends a function's body.
  public void functionReturns(List<Value> values) {
    append(new FuncReturnOp(values));
  }

  public void functionReturns(Value... values) {
    functionReturns(List.of(values));
  }

  private static List<Long> list(long... values) {
    return Arrays.stream(values).boxed().toList();
  }
}
