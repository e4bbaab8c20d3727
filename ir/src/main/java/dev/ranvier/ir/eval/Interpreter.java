package dev.ranvier.ir.eval;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.AllGatherOp;
import dev.ranvier.ir.op.AllReduceOp;
import dev.ranvier.ir.op.AllToAllOp;
import dev.ranvier.ir.op.BinaryElementwise;
import dev.ranvier.ir.op.BitcastConvertOp;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BroadcastInDimOp;
import dev.ranvier.ir.op.CallOp;
import dev.ranvier.ir.op.CaseOp;
import dev.ranvier.ir.op.ClampOp;
import dev.ranvier.ir.op.CollectivePermuteOp;
import dev.ranvier.ir.op.CompareOp;
import dev.ranvier.ir.op.CompositeOp;
import dev.ranvier.ir.op.ConcatenateOp;
import dev.ranvier.ir.op.ConstantOp;
import dev.ranvier.ir.op.ConvertOp;
import dev.ranvier.ir.op.ConvolutionOp;
import dev.ranvier.ir.op.CustomCallOp;
import dev.ranvier.ir.op.CustomDerivativeOp;
import dev.ranvier.ir.op.DeliverAdjointOp;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.DotGeneralOp;
import dev.ranvier.ir.op.DynamicSliceOp;
import dev.ranvier.ir.op.DynamicUpdateSliceOp;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.GatherOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.IotaOp;
import dev.ranvier.ir.op.IsFiniteOp;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.PadOp;
import dev.ranvier.ir.op.PartitionIdOp;
import dev.ranvier.ir.op.ProjectionCreateOp;
import dev.ranvier.ir.op.QueueCreateOp;
import dev.ranvier.ir.op.QueuePopOp;
import dev.ranvier.ir.op.QueuePushOp;
import dev.ranvier.ir.op.ReduceOp;
import dev.ranvier.ir.op.ReduceScatterOp;
import dev.ranvier.ir.op.ReduceWindowOp;
import dev.ranvier.ir.op.ReplicaIdOp;
import dev.ranvier.ir.op.ReshapeOp;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.ReverseOp;
import dev.ranvier.ir.op.RngBitGeneratorOp;
import dev.ranvier.ir.op.RngOp;
import dev.ranvier.ir.op.ScatterOp;
import dev.ranvier.ir.op.SelectAndScatterOp;
import dev.ranvier.ir.op.SelectOp;
import dev.ranvier.ir.op.SendAdjointOp;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.SliceOp;
import dev.ranvier.ir.op.SortOp;
import dev.ranvier.ir.op.SpikeOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.TransposeOp;
import dev.ranvier.ir.op.UnaryElementwise;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.op.WhileOp;
import dev.ranvier.ir.type.TensorType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Walks over blocks, one instruction after the other, and hands each op to its kernel.
final class Interpreter {
  /// How deep regions and calls may be nested, so that a call that calls itself ends in an error of
  /// ours and not of the stack: a level takes about 2 KiB of it.
  private static final int DEEPEST = 250;

  private final Module module;
  private final long stepLimit;
  private final IdentityHashMap<ConstantOp, Tensor> constants = new IdentityHashMap<>();
  private long steps;
  private int depth;

  Interpreter(Module module, long stepLimit) {
    this.module = module;
    this.stepLimit = stepLimit;
  }

  List<Datum> call(Function function, List<? extends Datum> arguments) {
    return run(function.body(), arguments, new Scope());
  }

  private List<Datum> call(String name, List<Datum> arguments) {
    Function function =
        module
            .function(name)
            .orElseThrow(() -> Fault.of("expected a function of the module, got @%s", name));
    return call(function, arguments);
  }

  /// Runs a block and gives what its terminator hands over.
  private List<Datum> run(Block block, List<? extends Datum> arguments, Scope scope) {
    if (++depth > DEEPEST) {
      throw Fault.of("expected regions and calls at most %d deep, got more", DEEPEST);
    }
    scope.bind(block.arguments(), arguments);
    List<Instruction> instructions = block.instructions();
    for (Instruction instruction : instructions.subList(0, instructions.size() - 1)) {
      step(instruction, scope);
    }
    depth--;
    return scope.all(block.terminator().operands());
  }

  private void step(Instruction instruction, Scope scope) {
    try {
      if (++steps > stepLimit) {
        throw Fault.of("expected at most %d steps, got more; is a loop endless?", stepLimit);
      }
      scope.bind(instruction.results(), evaluate(instruction, scope));
    } catch (Fault | ArithmeticException fault) {
      throw EvaluationException.at(instruction, fault);
    }
  }

  private Region region(Block block, Scope scope) {
    return arguments -> {
      List<Tensor> results = new ArrayList<>();
      run(block, arguments, scope).forEach(result -> results.add((Tensor) result));
      return results;
    };
  }

  private Fold fold(Block block, Scope scope) {
    return Fold.of(block, region(block, scope));
  }

  private List<? extends Datum> evaluate(Instruction instruction, Scope in) {
    return switch (instruction.op()) {
      case UnaryElementwise op -> one(UnaryKernels.evaluate(op, in.tensor(op.operand())));
      case BinaryElementwise op ->
          one(BinaryKernels.evaluate(op, in.tensor(op.lhs()), in.tensor(op.rhs())));
      case IsFiniteOp op -> one(Comparisons.isFinite(in.tensor(op.operand())));
      case CompareOp op -> one(Comparisons.compare(op, in.tensor(op.lhs()), in.tensor(op.rhs())));
      case SelectOp op ->
          one(
              Selections.select(
                  in.tensor(op.predicate()), in.tensor(op.onTrue()), in.tensor(op.onFalse())));
      case ClampOp op ->
          one(Selections.clamp(in.tensor(op.min()), in.tensor(op.operand()), in.tensor(op.max())));
      case ConvertOp op -> one(Conversions.convert(in.tensor(op.operand()), op.type().element()));
      case BitcastConvertOp op -> one(Conversions.bitcast(in.tensor(op.operand()), op.type()));

      case ConstantOp op -> one(constants.computeIfAbsent(op, c -> Tensor.of(c.value())));
      case IotaOp op -> one(Shapes.iota(op.type(), (int) op.dimension()));
      case BroadcastInDimOp op ->
          one(Shapes.broadcast(in.tensor(op.operand()), op.type(), op.dimensions()));
      case ReshapeOp op -> one(in.tensor(op.operand()).reshaped(op.type()));
      case TransposeOp op ->
          one(Shapes.transpose(in.tensor(op.operand()), type(instruction), op.permutation()));
      case ReverseOp op -> one(Shapes.reverse(in.tensor(op.operand()), op.dimensions()));
      case SliceOp op ->
          one(Shapes.slice(in.tensor(op.operand()), type(instruction), op.start(), op.strides()));
      case DynamicSliceOp op ->
          one(
              Shapes.dynamicSlice(
                  in.tensor(op.operand()), in.tensors(op.start()), type(instruction)));
      case DynamicUpdateSliceOp op ->
          one(
              Shapes.update(
                  in.tensor(op.operand()), in.tensor(op.update()), in.tensors(op.start())));
      case PadOp op ->
          one(
              Shapes.pad(
                  in.tensor(op.operand()),
                  in.tensor(op.value()),
                  type(instruction),
                  op.low(),
                  op.interior()));
      case ConcatenateOp op ->
          one(
              Shapes.concatenate(
                  in.tensors(op.operands()), type(instruction), (int) op.dimension()));
      case GatherOp op ->
          one(
              new Gathering(op.dimensions(), op.sliceSizes())
                  .evaluate(in.tensor(op.operand()), in.tensor(op.indices()), type(instruction)));

      case ScatterOp op ->
          new Scattering(op.dimensions())
              .evaluate(
                  types(instruction),
                  in.tensors(op.inputs()),
                  in.tensor(op.indices()),
                  in.tensors(op.updates()),
                  fold(op.body(), in));
      case ReduceOp op ->
          Reductions.reduce(
              in.tensors(op.inputs()),
              in.tensors(op.initial()),
              types(instruction),
              op.dimensions(),
              fold(op.body(), in));
      case ReduceWindowOp op ->
          Windows.reduce(
              in.tensors(op.inputs()),
              in.tensors(op.initial()),
              types(instruction),
              op.window(),
              fold(op.body(), in));
      case SelectAndScatterOp op ->
          one(
              Windows.selectAndScatter(
                  type(instruction),
                  in.tensor(op.operand()),
                  in.tensor(op.source()),
                  in.tensor(op.initial()),
                  op.window(),
                  region(op.select(), in),
                  fold(op.scatter(), in)));
      case SortOp op ->
          Sorting.sort(
              in.tensors(op.operands()),
              op.dimension(),
              op.comparator(),
              region(op.comparator(), in));
      case DotGeneralOp op ->
          one(DotAlgorithms.evaluate(op, in.tensor(op.lhs()), in.tensor(op.rhs())));
      case ConvolutionOp op ->
          one(new Convolutions(op, in.tensor(op.lhs()), in.tensor(op.rhs())).evaluate());

      case WhileOp op -> repeat(op, in);
      case IfOp op ->
          run(in.tensor(op.predicate()).bits(0) != 0 ? op.onTrue() : op.onFalse(), List.of(), in);
      case CaseOp op -> run(branch(op, in.integer(op.index())), List.of(), in);
      case CallOp op -> call(op.callee(), in.all(op.operands()));
      case CompositeOp op -> call(op.decomposition(), in.all(op.operands()));
      case ShardingConstraintOp op -> in.all(op.operands());
      case OptimizationBarrierOp op -> in.all(op.operands());
      case CustomCallOp op ->
          throw Fault.of(
              "expected an op that is known everywhere, got a call of \"%s\"", op.target());

      case RngBitGeneratorOp op -> RandomBits.generate(op, in.tensor(op.initialState()));
      case RngOp _ ->
          throw Fault.of(
              "expected a generator that gives the same bits everywhere, such as"
                  + " stablehlo.rng_bit_generator");

      case AllReduceOp op ->
          Collectives.all(op.groups(), in.tensors(op.operands()), types(instruction));
      case AllGatherOp op ->
          Collectives.all(op.groups(), in.tensors(op.operands()), types(instruction));
      case AllToAllOp op ->
          Collectives.all(op.groups(), in.tensors(op.operands()), types(instruction));
      case ReduceScatterOp op ->
          Collectives.all(op.groups(), List.of(in.tensor(op.operand())), types(instruction));
      case CollectivePermuteOp op -> one(Collectives.permute(op.pairs(), in.tensor(op.operand())));
      case PartitionIdOp _, ReplicaIdOp _ -> one(Tensor.blank(type(instruction)));

      case TimeLoopOp op ->
          Events.timeLoop(
              op,
              in.integer(op.first()),
              in.all(op.carried()),
              in.all(op.sequences()),
              arguments -> run(op.body(), arguments, in));
      case SpikeOp op ->
          one(
              Events.spikes(
                  in.tensor(op.before()), in.tensor(op.after()), in.tensor(op.threshold())));
      case QueueCreateOp op -> List.of(Queues.create(op.type()));
      case ProjectionCreateOp op -> List.of(Queues.create(op.type().queues()));
      case QueuePushOp op ->
          in.queues(op.queue())
              .push(in.tensor(op.mask()), in.tensor(op.delay()), in.integer(op.now()));
      case QueuePopOp op -> in.queues(op.queue()).pop(in.integer(op.now()));
      case DeliverOp op ->
          Projections.of(op.synapses(), op.projection().type(), in)
              .deliver(in.queues(op.projection()), in.integer(op.now()));
      case SendOp op ->
          Projections.of(op.synapses(), op.projection().type(), in)
              .send(in.queues(op.projection()), in.tensor(op.spikes()), in.integer(op.now()));
      case LineCreateOp op -> List.of(Line.create(op.type()));
      case DeliverAdjointOp op ->
          List.of(in.line(op.line()).delivered(in.tensor(op.arrivals()), in.tensor(op.lateness())));
      case SendAdjointOp op -> new Transposed(op, in).evaluate();
      case CustomDerivativeOp op -> run(op.primal(), in.all(op.operands()), in);

      case ReturnOp _, FuncReturnOp _ -> throw Fault.of("expected a terminator only at the end");
    };
  }

  private List<Datum> repeat(WhileOp op, Scope scope) {
    List<Datum> carried = scope.all(op.operands());
    while (((Tensor) run(op.condition(), carried, scope).getFirst()).bits(0) != 0) {
      if (++steps > stepLimit) {
        throw Fault.of("expected at most %d steps, got more; is the loop endless?", stepLimit);
      }
      carried = run(op.body(), carried, scope);
    }
    return carried;
  }

  /// The last branch for an index out of range.
  private static Block branch(CaseOp op, int index) {
    List<Block> branches = op.branches();
    return index >= 0 && index < branches.size() ? branches.get(index) : branches.getLast();
  }

  private static List<Tensor> one(Tensor tensor) {
    return List.of(tensor);
  }

  private static TensorType type(Instruction instruction) {
    return instruction.result(0).tensorType();
  }

  private static List<TensorType> types(Instruction instruction) {
    return instruction.results().stream().map(Value::tensorType).toList();
  }
}
