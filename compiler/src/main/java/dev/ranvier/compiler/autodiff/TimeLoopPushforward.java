package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;

/// A time loop with tangents beside what it carries, reads and records.
final class TimeLoopPushforward {
  private final Instruction instruction;
  private final TimeLoopOp loop;
  private final Tangents tangents;
  private final List<BlockArgument> states;
  private final List<BlockArgument> rows;

  TimeLoopPushforward(Instruction instruction, TimeLoopOp loop, Tangents tangents) {
    this.instruction = instruction;
    this.loop = loop;
    this.tangents = tangents;
    List<BlockArgument> arguments = loop.body().arguments();
    int first = 1 + loop.carried().size();
    this.states = arguments.subList(1, first);
    this.rows = arguments.subList(first, arguments.size());
  }

  void build() {
    if (states.stream().anyMatch(state -> tangents.isActive(state) && !isTensor(state))) {
      throw EventPushforward.underWay(instruction);
    }
    List<Value> results =
        tangents
            .out()
            .append(
                new TimeLoopOp(
                    loop.steps(),
                    tangents.primal(loop.first()),
                    widened(loop.carried(), states),
                    widened(loop.sequences(), rows),
                    new Body().built()));
    assign(results);
  }

  private static boolean isTensor(Value value) {
    return value.type() instanceof TensorType;
  }

  /// Values, then the tangents of those that become something active.
  private List<Value> widened(List<Value> values, List<BlockArgument> become) {
    List<Value> all = new ArrayList<>(values.stream().map(tangents::primal).toList());
    for (int i = 0; i < values.size(); i++) {
      if (tangents.isActive(become.get(i))) {
        all.add(tangents.orZeros(values.get(i)));
      }
    }
    return all;
  }

  /// The results are what was carried, its tangents, what was recorded, and the tangents of that.
  private void assign(List<Value> results) {
    List<? extends Value> olds = instruction.results();
    int carried = states.size();
    List<Value> first = active(states);
    tangents.keep(olds.subList(0, carried), results);
    for (int i = 0; i < first.size(); i++) {
      tangents.put(olds.get(states.indexOf(first.get(i))), results.get(carried + i));
    }
    int next = carried + first.size();
    List<? extends Value> recorded = olds.subList(carried, olds.size());
    tangents.keep(recorded, results.subList(next, results.size()));
    next += recorded.size();
    for (Value record : recorded) {
      if (tangents.isActive(record)) {
        tangents.put(record, results.get(next++));
      }
    }
  }

  private List<Value> active(List<? extends Value> values) {
    return values.stream().<Value>map(value -> value).filter(tangents::isActive).toList();
  }

  private final class Body {
    private final Builder out;
    private final Tangents inner;

    Body() {
      List<Type> types = new ArrayList<>();
      types.add(loop.first().type());
      for (List<BlockArgument> part : List.of(states, rows)) {
        part.forEach(argument -> types.add(argument.type()));
        active(part).forEach(argument -> types.add(argument.type()));
      }
      this.out = new Builder(types, instruction.location());
      this.inner = tangents.within(out);
    }

    Block built() {
      inner.keep(List.of(loop.body().arguments().getFirst()), out.arguments());
      enter(rows, enter(states, 1));
      inner.run(loop.body().instructions());
      out.at(instruction.location());
      List<Value> yielded = loop.body().terminator().operands();
      List<Value> handed = new ArrayList<>();
      hand(yielded.subList(0, states.size()), states, handed);
      hand(
          yielded.subList(states.size(), yielded.size()),
          instruction.results().subList(states.size(), yielded.size()),
          handed);
      out.returns(handed);
      return out.build();
    }

    /// @param first the first argument that stands for these
    /// @return the first that no longer does
    private int enter(List<BlockArgument> olds, int first) {
      List<Value> arguments = out.arguments();
      inner.keep(olds, arguments.subList(first, arguments.size()));
      int next = first + olds.size();
      for (Value old : active(olds)) {
        inner.put(old, arguments.get(next++));
      }
      return next;
    }

    private void hand(List<Value> yielded, List<? extends Value> become, List<Value> handed) {
      yielded.forEach(value -> handed.add(inner.primal(value)));
      for (int i = 0; i < yielded.size(); i++) {
        if (inner.isActive(become.get(i))) {
          handed.add(inner.orZeros(yielded.get(i)));
        }
      }
    }
  }
}
