package dev.ranvier.compiler.onnx;

import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.ComparisonType;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.EventOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Says which nodes stand for each op of a function's body. Ops that have no counterpart are
/// gathered, not thrown one by one.
final class Translation {
  private final Graph graph;
  private final Arithmetic arithmetic;
  private final Bits bits;
  private final Shapes shapes;
  private final Products products;
  private final Folds folds;
  private final Convolutions convolutions;
  private final Windows windows;
  private final UnaryRules unary;
  private final BinaryRules binary;
  private final Map<Value, Wire> wires = new HashMap<>();
  private final Map<Value, Wire> whole = new HashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();

  Translation(Graph graph) {
    this.graph = graph;
    this.arithmetic = new Arithmetic(graph);
    this.bits = new Bits(graph, arithmetic);
    this.shapes = new Shapes(graph, arithmetic);
    this.products = new Products(graph, arithmetic, shapes);
    this.folds = new Folds(graph, arithmetic, bits, shapes);
    this.convolutions = new Convolutions(graph, arithmetic, shapes);
    this.windows = new Windows(graph, arithmetic, shapes, folds);
    Functions functions = new Functions(graph, arithmetic);
    this.unary = new UnaryRules(arithmetic, bits, functions);
    this.binary = new BinaryRules(arithmetic, bits, functions);
  }

  /// A line for each op that cannot be written, in order.
  List<String> problems() {
    return List.copyOf(problems);
  }

  /// What an argument of the function is.
  void bind(BlockArgument argument, Wire wire) {
    wires.put(argument, wire);
  }

  /// Writes the body's ops; no calls are left in it.
  ///
  /// @return what the function gives, all of it; nothing if there are problems
  List<Wire> body(Block body) {
    for (Instruction instruction : body.instructions()) {
      graph.at(instruction.location());
      if (!(instruction.op() instanceof Terminator)) {
        translate(instruction);
      }
    }
    return problems.isEmpty()
        ? body.terminator().operands().stream().map(this::full).toList()
        : List.of();
  }

  private void translate(Instruction instruction) {
    try {
      List<Wire> results = results(instruction.op());
      for (int i = 0; i < results.size(); i++) {
        wires.put(instruction.result(i), results.get(i));
      }
    } catch (UnwritableOp problem) {
      problems.add(line(instruction, problem));
      instruction.results().forEach(this::stand);
    }
  }

  private static String line(Instruction instruction, UnwritableOp problem) {
    return "%s of %s at %s: expected an op with a counterpart in ONNX (%s)"
        .formatted(
            instruction.op().name(),
            instruction.op().resultTypes(),
            instruction.location(),
            problem.reason());
  }

  /// Something of the type, so that translation goes on to the next problem.
  private void stand(Result result) {
    TensorType type =
        result.type() instanceof TensorType tensor ? tensor : TensorType.scalar(ElementType.I32);
    wires.put(result, new Wire("", type));
  }

  private Wire wire(Value value) {
    return Objects.requireNonNull(wires.get(value), "value of no instruction");
  }

  /// All of a value's elements, repeated once for all who ask.
  private Wire full(Value value) {
    Wire known = whole.get(value);
    if (known == null) {
      known = shapes.expand(wire(value), value.tensorType().dimensions());
      whole.put(value, known);
    }
    return known;
  }

  private List<Wire> results(Op op) {
    return switch (op) {
      case EventOp _ -> throw new UnwritableOp("events are to be lowered first");
      case OptimizationBarrierOp(List<Value> operands) ->
          operands.stream().map(this::wire).toList();
      case TensorOp tensor -> List.of(result(tensor));
    };
  }

  /// THE list of what stands for each op.
  private Wire result(TensorOp op) {
    return switch (op) {
      case ConstantOp(Literal value) -> graph.constant(value);
      case IotaOp(TensorType type, long axis) -> shapes.iota(type, axis);
      case UnaryElementwise each -> unary.write(each, wire(each.operand()));
      case BinaryElementwise each -> binary.write(each, wire(each.lhs()), wire(each.rhs()));
      case ClampOp(Value min, Value operand, Value max) ->
          arithmetic.clamp(wire(min), wire(operand), wire(max));
      case CompareOp compare -> compare(compare);
      case ConvertOp(Value operand, TensorType type) ->
          arithmetic.cast(wire(operand), type.element());
      case BitcastConvertOp cast -> bitcast(cast);
      case IsFiniteOp(Value operand) -> arithmetic.isFinite(wire(operand));
      case SelectOp(Value predicate, Value onTrue, Value onFalse) ->
          arithmetic.select(wire(predicate), wire(onTrue), wire(onFalse));
      case BroadcastInDimOp broadcast ->
          shapes.place(
              wire(broadcast.operand()),
              broadcast.operand().tensorType().rank(),
              broadcast.type().rank(),
              broadcast.dimensions());
      case ReshapeOp reshape ->
          moved(reshape.operand(), all -> shapes.reshape(all, reshape.type().dimensions()));
      case TransposeOp transpose ->
          moved(transpose.operand(), all -> shapes.transpose(all, transpose.permutation()));
      case ReverseOp reverse ->
          moved(reverse.operand(), all -> shapes.reverse(all, reverse.dimensions()));
      case SliceOp slice -> moved(slice.operand(), all -> shapes.slice(all, slice));
      case PadOp pad -> shapes.pad(full(pad.operand()), wire(pad.value()), pad);
      case ConcatenateOp concatenate ->
          shapes.concatenate(
              concatenate.operands().stream().map(this::full).toList(),
              (TensorType) concatenate.resultTypes().getFirst(),
              concatenate.dimension());
      case DotGeneralOp dot -> products.dot(dot, full(dot.lhs()), full(dot.rhs()));
      case ReduceOp reduce ->
          folds.reduce(reduce, full(reduce.inputs().getFirst()), wire(reduce.initial().getFirst()));
      case ConvolutionOp convolution ->
          convolutions.write(convolution, full(convolution.lhs()), full(convolution.rhs()));
      case ReduceWindowOp sweep ->
          windows.fold(sweep, full(sweep.inputs().getFirst()), wire(sweep.initial().getFirst()));
      case CallOp _, CompositeOp _, OptimizationBarrierOp _, ReturnOp _, FuncReturnOp _ ->
          throw new IllegalStateException(op.name() + ": expected none by now");
      case WhileOp _, IfOp _, CaseOp _ ->
          throw new UnwritableOp("loops and branches are not written");
      case DynamicSliceOp _,
          DynamicUpdateSliceOp _,
          GatherOp _,
          ScatterOp _,
          SelectAndScatterOp _ ->
          throw new UnwritableOp("places that are computed are not written");
      case SortOp _, RngOp _, RngBitGeneratorOp _, CustomCallOp _ ->
          throw new UnwritableOp("there is none");
      case AllGatherOp _,
          AllReduceOp _,
          AllToAllOp _,
          CollectivePermuteOp _,
          ReduceScatterOp _,
          PartitionIdOp _,
          ReplicaIdOp _,
          ShardingConstraintOp _ ->
          throw new UnwritableOp("it knows one device only");
    };
  }

  /// A number that stands for all does so wherever the elements are moved.
  private Wire moved(Value operand, UnaryOperator<Wire> move) {
    return wire(operand).isScalar() ? wire(operand) : move.apply(full(operand));
  }

  private Wire compare(CompareOp op) {
    if (op.order() == ComparisonType.TOTALORDER) {
      throw new UnwritableOp("floats are not compared by their total order");
    }
    return arithmetic.compare(op.direction(), wire(op.lhs()), wire(op.rhs()));
  }

  /// Between integers of one width the bits stay, which `Cast` does.
  private Wire bitcast(BitcastConvertOp op) {
    ElementType from = op.operand().tensorType().element();
    ElementType to = op.type().element();
    if (from == to || (from.isInteger() && to.isInteger() && from.bits() == to.bits())) {
      return arithmetic.cast(wire(op.operand()), to);
    }
    throw new UnwritableOp("bits of %s are not taken for %s".formatted(from, to));
  }
}
