package dev.ranvier.compiler.autodiff;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A time loop with tangents beside what it carries, reads and records: beside a projection, its
/// `History`.
final class TimeLoopPushforward {
  private final Instruction instruction;
  private final TimeLoopOp loop;
  private final Tangents tangents;

  /// What is carried and read, as the loop is entered, and the tangents beside it.
  private final List<Entered> states;

  private final List<Entered> rows;

  /// @param value before the loop
  /// @param argument what it is in a step
  /// @param beside its tangents; none if it is not active
  private record Entered(
      Value value, BlockArgument argument, Optional<History> history, List<Value> beside) {
    /// Gives tangents to what follows from this.
    void put(Tangents at, Value to, List<Value> given) {
      history.ifPresent(before -> at.put(to, before.with(given)));
      if (history.isEmpty() && !given.isEmpty()) {
        at.put(to, given.getFirst());
      }
    }
  }

  TimeLoopPushforward(Instruction instruction, TimeLoopOp loop, Tangents tangents) {
    this.instruction = instruction;
    this.loop = loop;
    this.tangents = tangents;
    List<BlockArgument> arguments = loop.body().arguments();
    int first = 1 + loop.carried().size();
    this.states = entered(loop.carried(), arguments.subList(1, first));
    this.rows = entered(loop.sequences(), arguments.subList(first, arguments.size()));
  }

  private List<Entered> entered(List<Value> values, List<BlockArgument> arguments) {
    List<Entered> entered = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      BlockArgument argument = arguments.get(i);
      entered.add(
          new Entered(value, argument, tangents.history(value), beside(tangents, value, argument)));
    }
    return entered;
  }

  /// What goes beside a value that becomes another.
  private List<Value> beside(Tangents at, Value value, Value becomes) {
    if (becomes.type() instanceof LineType && at.isActive(becomes)) {
      throw EventPushforward.secondDerivative(instruction);
    }
    if (Tangents.isProjection(becomes)) {
      return at.history(value).map(History::values).orElse(List.of());
    }
    return at.isActive(becomes) ? List.of(at.orZeros(value)) : List.of();
  }

  void build() {
    List<Value> results =
        tangents
            .out()
            .append(
                new TimeLoopOp(
                    loop.steps(),
                    tangents.primal(loop.first()),
                    widened(states),
                    widened(rows),
                    new Body().built(),
                    loop.backward()));
    assign(results);
  }

  /// Values, then the tangents beside them.
  private List<Value> widened(List<Entered> entered) {
    List<Value> all = new ArrayList<>();
    entered.forEach(each -> all.add(tangents.primal(each.value())));
    entered.forEach(each -> all.addAll(each.beside()));
    return all;
  }

  /// The results are what was carried, its tangents, what was recorded, and the tangents of that.
  private void assign(List<Value> results) {
    List<? extends Value> olds = instruction.results();
    int carried = states.size();
    tangents.keep(olds.subList(0, carried), results);
    int next = carried;
    for (int i = 0; i < carried; i++) {
      int end = next + states.get(i).beside().size();
      states.get(i).put(tangents, olds.get(i), results.subList(next, end));
      next = end;
    }
    List<? extends Value> recorded = olds.subList(carried, olds.size());
    tangents.keep(recorded, results.subList(next, results.size()));
    next += recorded.size();
    for (Value record : recorded) {
      if (tangents.isActive(record)) {
        tangents.put(record, results.get(next++));
      }
    }
  }

  private final class Body {
    private final Builder out;
    private final Tangents inner;

    Body() {
      List<Type> types = new ArrayList<>();
      types.add(loop.first().type());
      states.forEach(each -> types.add(each.argument().type()));
      states.forEach(each -> types.addAll(types(each.beside())));
      rows.forEach(each -> types.add(each.argument().type()));
      rows.forEach(each -> types(each.beside()).forEach(whole -> types.add(TimeLoopOp.row(whole))));
      this.out = new Builder(types, instruction.location());
      this.inner = tangents.within(out);
    }

    Block built() {
      inner.keep(List.of(loop.body().arguments().getFirst()), out.arguments());
      enter(rows, enter(states, 1));
      inner.run(loop.body().instructions());
      out.at(instruction.location());
      List<Value> yielded = loop.body().terminator().operands();
      int carried = states.size();
      List<Value> handed = new ArrayList<>();
      yielded.subList(0, carried).forEach(value -> handed.add(inner.primal(value)));
      for (int i = 0; i < carried; i++) {
        handed.addAll(handedBeside(states.get(i), yielded.get(i)));
      }
      List<Value> recorded = yielded.subList(carried, yielded.size());
      recorded.forEach(value -> handed.add(inner.primal(value)));
      for (int i = 0; i < recorded.size(); i++) {
        handed.addAll(beside(inner, recorded.get(i), instruction.result(carried + i)));
      }
      out.returns(handed);
      return out.build();
    }

    /// @param first the first argument that stands for these
    /// @return the first that no longer does
    private int enter(List<Entered> entered, int first) {
      List<Value> arguments = out.arguments();
      int next = first;
      for (Entered each : entered) {
        inner.keep(List.of(each.argument()), List.of(arguments.get(next++)));
      }
      for (Entered each : entered) {
        int end = next + each.beside().size();
        each.put(inner, each.argument(), arguments.subList(next, end));
        next = end;
      }
      return next;
    }

    private List<Value> handedBeside(Entered state, Value yielded) {
      List<Value> handed = beside(inner, yielded, state.argument());
      if (!types(handed).equals(types(state.beside()))) {
        throw EventPushforward.unknownPast(instruction);
      }
      return handed;
    }

    private static List<Type> types(List<Value> values) {
      return values.stream().map(Value::type).toList();
    }
  }
}
