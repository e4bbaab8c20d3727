package dev.ranvier.tests.ops;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.eval.EvaluationException;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.IfOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Literal;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.ReturnOp;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;
import dev.ranvier.ir.type.StackType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One op tried in the evaluator, on ones and on empty queues.
final class Trial {
  private final List<BlockArgument> arguments = new ArrayList<>();
  private final List<Tensor> given = new ArrayList<>();
  private final List<Instruction> body = new ArrayList<>();
  private final Op op;

  private Trial(Op op) {
    this.op = op;
  }

  static boolean runs(Op op) {
    Trial trial = new Trial(op);
    Module module = trial.module();
    try {
      List<Tensor> results = Evaluator.of(module).withStepLimit(1000).run("main", trial.given);
      return results.size() == module.functions().getFirst().type().results().size();
    } catch (EvaluationException refused) {
      return false;
    }
  }

  private Module module() {
    List<Value> results =
        switch (op) {
          case Terminator terminator -> ended(terminator);
          default -> append(copy());
        };
    append(
        new FuncReturnOp(
            results.stream().filter(each -> each.type() instanceof TensorType).toList()));
    List<Function> functions = new ArrayList<>();
    functions.add(Function.of("main", true, new Block(arguments, body), Location.UNKNOWN));
    for (Attribute attribute : op.attributes().values()) {
      if (attribute instanceof Attribute.Symbol(String name)) {
        functions.add(callee(name));
      }
    }
    return new Module("trial", Map.of(), functions);
  }

  private List<Value> append(Op next) {
    Instruction instruction = new Instruction(next, Location.UNKNOWN);
    body.add(instruction);
    return List.copyOf(instruction.results());
  }

  /// The op on operands that are given, or made in front of it.
  private Op copy() {
    return OpTable.read(
        new OpParts(op.name(), operands(), op.attributes(), op.regions(), op.resultTypes()));
  }

  private List<Value> operands() {
    return op.operands().stream().map(Value::type).map(this::operand).toList();
  }

  private Value operand(Type type) {
    return switch (type) {
      case TensorType tensor -> {
        BlockArgument argument = new BlockArgument(tensor, Location.UNKNOWN);
        arguments.add(argument);
        given.add(Tensor.of(Literal.splat(tensor, 1L)));
        yield argument;
      }
      case QueueType _, ProjectionType _, LineType _, StackType _ ->
          append(Sample.source(type)).getFirst();
    };
  }

  /// A terminator ends the branch of a condition, or the function.
  private List<Value> ended(Terminator terminator) {
    List<Value> operands = operands();
    return switch (terminator) {
      case FuncReturnOp _ -> operands;
      case ReturnOp _ -> {
        Instruction end = new Instruction(new ReturnOp(operands), Location.UNKNOWN);
        Block branch = new Block(List.of(), List.of(end));
        yield append(new IfOp(operand(TensorType.scalar(ElementType.I1)), branch, branch));
      }
    };
  }

  /// A function of the op's operands that gives zeros.
  private Function callee(String name) {
    List<BlockArgument> taken =
        op.operands().stream()
            .map(operand -> new BlockArgument(operand.type(), Location.UNKNOWN))
            .toList();
    List<Instruction> zeros = new ArrayList<>();
    for (Type type : op.resultTypes()) {
      zeros.add(new Instruction(Sample.source(type), Location.UNKNOWN));
    }
    List<Value> results = zeros.stream().<Value>map(each -> each.result(0)).toList();
    zeros.add(new Instruction(new FuncReturnOp(results), Location.UNKNOWN));
    return Function.of(name, false, new Block(taken, zeros), Location.UNKNOWN);
  }
}
