package dev.ranvier.compiler.autodiff;

import dev.ranvier.compiler.autodiff.Lines.Line;
import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Captures;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.DeliverOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.LineCreateOp;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Op;
import dev.ranvier.ir.op.OptimizationBarrierOp;
import dev.ranvier.ir.op.Payload;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.SendOp;
import dev.ranvier.ir.op.TimeLoopOp;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.type.LineType;
import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The way back through a time loop: a loop from its last step to its first. It carries the
/// cotangents of what the loop carried, a line of cotangents for each projection, and the gradients
/// of the values around the loop that its steps use; each step makes again, from what was kept of
/// it (`Residuals`), what its rules need.
final class TimeLoopTranspose {
  private final Instruction instruction;
  private final TimeLoopOp loop;
  private final Sweep sweep;
  private final Builder out;
  private final Builder body = new Builder(List.of(), Location.UNKNOWN);

  /// What the loop back carries: initial values and, beside them, the arguments of its body.
  private final List<Value> initial = new ArrayList<>();

  private final List<BlockArgument> carried = new ArrayList<>();

  /// What it reads in each step.
  private final List<Value> sequences = new ArrayList<>();

  private final List<BlockArgument> rows = new ArrayList<>();

  /// Says what a segment begins with, when all that is carried has entered.
  private Optional<Runnable> beginnings = Optional.empty();

  /// The lines as the body of the loop back is entered with them.
  private final Lines entered = Lines.ofSteps();

  TimeLoopTranspose(Instruction instruction, TimeLoopOp loop, Sweep sweep) {
    this.instruction = instruction;
    this.loop = loop;
    this.sweep = sweep;
    this.out = sweep.out();
  }

  void build() {
    BlockArgument step = new BlockArgument(loop.first().type(), instruction.location());
    Rematerialised primals = new Rematerialised(body, sweep.primals());
    primals.keep(loop.body().arguments().getFirst(), step);
    keepResiduals(primals);
    List<Value> around = run(primals);
    List<Value> results = append(step);
    int next = 0;
    for (BlockArgument state : activeStates()) {
      sweep.flow(loop.carried().get(indexOf(state)), results.get(next++));
    }
    for (BlockArgument projection : activeProjections()) {
      Line line = entered.of(projection);
      int width = line.values().size();
      leave(projection, line.with(results.subList(next, next + width)));
      next += width;
    }
    for (Value value : around) {
      sweep.flow(value, results.get(next++));
    }
    for (BlockArgument row : activeSequences()) {
      int index = indexOf(row) - loop.carried().size();
      sweep.flow(loop.sequences().get(index), results.get(next++));
    }
  }

  /// Hands the line of a projection to the steps before the loop; where there are none, what it has
  /// summed up is complete.
  private void leave(BlockArgument projection, Line line) {
    Value before = loop.carried().get(indexOf(projection));
    if (sweep.lines().goesOn(before)) {
      sweep.lines().put(before, line);
      return;
    }
    Synapsed synapsed = synapsed(projection);
    sweep.flow(synapsed.weights(), line.weights());
    for (int i = 0; i < synapsed.latencies().size(); i++) {
      sweep.flow(synapsed.latencies().get(i), line.latencies().get(i));
    }
  }

  /// Goes through the body only to see what is asked for.
  void onPaper(Residuals.Asked asked) {
    List<BlockArgument> arguments = loop.body().arguments();
    asked.isThere(arguments.getFirst());
    arguments.subList(1 + loop.carried().size(), arguments.size()).forEach(asked::isThere);
    lateness().forEach(asked::isThere);
    var _ = run(asked);
  }

  /// Writes the body of the loop back.
  ///
  /// @return the values around the loop whose gradients it sums up beside those of the lines
  private List<Value> run(Primals primals) {
    Lines lines = Lines.ofSteps();
    Sweep inner = sweep.within(body, primals, lines);
    activeStates().forEach(state -> inner.flow(handed(state), enter(state, cotangentAfter(state))));
    List<BlockArgument> projections = activeProjections();
    for (BlockArgument projection : projections) {
      Line line = line(projection);
      lines.put(projection, line);
      entered.put(projection, line);
    }
    List<Value> around = captured(projections);
    List<BlockArgument> sums = around.stream().map(value -> enter(value, zeros(value))).toList();
    beginnings.ifPresent(Runnable::run);
    flowRecords(inner);
    inner.run(loop.body().instructions());
    body.at(instruction.location());
    List<Value> after = new ArrayList<>();
    activeStates().forEach(state -> after.add(inner.cotangentOrZeros(state)));
    projections.forEach(projection -> after.addAll(lines.of(projection).values()));
    for (int i = 0; i < around.size(); i++) {
      Value sum = sums.get(i);
      after.add(inner.cotangent(around.get(i)).map(more -> body.add(sum, more)).orElse(sum));
    }
    activeSequences().forEach(row -> after.add(inner.cotangentOrZeros(row)));
    body.returns(after);
    return around;
  }

  /// Appends the loop back, which reads only what its body uses.
  private List<Value> append(BlockArgument step) {
    Block all = body.build();
    Set<Value> used = Collections.newSetFromMap(new IdentityHashMap<>());
    all.instructions().forEach(one -> use(one, used));
    List<BlockArgument> arguments = new ArrayList<>(List.of(step));
    arguments.addAll(carried);
    List<Value> read = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (used.contains(rows.get(i))) {
        arguments.add(rows.get(i));
        read.add(sequences.get(i));
      }
    }
    return out.append(
        new TimeLoopOp(
            loop.steps(),
            sweep.primal(loop.first()),
            initial,
            read,
            new Block(arguments, all.instructions()),
            !loop.backward()));
  }

  private static void use(Instruction instruction, Set<Value> used) {
    Op op = instruction.op();
    used.addAll(op.operands());
    op.regions().forEach(region -> region.instructions().forEach(one -> use(one, used)));
  }

  private BlockArgument enter(Value like, Value first) {
    BlockArgument argument = new BlockArgument(first.type(), like.location());
    initial.add(first);
    carried.add(argument);
    return argument;
  }

  private BlockArgument read(Value like, Value sequence) {
    BlockArgument row = new BlockArgument(TimeLoopOp.row(sequence.type()), like.location());
    sequences.add(sequence);
    rows.add(row);
    return row;
  }

  private void keepResiduals(Rematerialised primals) {
    Result made = (Result) sweep.primal(instruction.result(0));
    List<Result> results = made.instruction().results();
    int next = instruction.results().size();
    List<Value> kept = sweep.kept(instruction, loop);
    List<Value> entering = new ArrayList<>();
    for (Value value : kept) {
      entering.add(read(value, results.get(next++)));
    }
    if (Residuals.holdsSteps(loop)) {
      beginnings = Optional.of(() -> primals.keep(kept, afterAllBefore(entering)));
    } else {
      primals.keep(kept, entering);
    }
    lateness().forEach(value -> primals.promise(value, () -> none(value)));
    List<BlockArgument> arguments = loop.body().arguments();
    for (int i = 0; i < loop.sequences().size(); i++) {
      BlockArgument argument = arguments.get(1 + loop.carried().size() + i);
      primals.keep(argument, read(argument, sweep.primal(loop.sequences().get(i))));
    }
  }

  /// The beginnings of segments, once what has come back from later steps is there: so that no
  /// compiler runs a segment again before its turn, with the memory that this takes.
  private List<Value> afterAllBefore(List<Value> entering) {
    List<Value> all = new ArrayList<>(entering);
    all.addAll(carried);
    return body.append(new OptimizationBarrierOp(all)).subList(0, entering.size());
  }

  /// How late events arrive: never.
  private List<Result> lateness() {
    return loop.body().instructions().stream()
        .filter(one -> one.op() instanceof DeliverOp)
        .map(one -> one.result(2))
        .toList();
  }

  /// The index of a carried value or a sequence among those of the loop.
  private int indexOf(BlockArgument argument) {
    return loop.body().arguments().indexOf(argument) - 1;
  }

  private List<BlockArgument> activeStates() {
    return loop.body().arguments().subList(1, 1 + loop.carried().size()).stream()
        .filter(argument -> argument.type() instanceof TensorType && sweep.isActive(argument))
        .toList();
  }

  private List<BlockArgument> activeSequences() {
    List<BlockArgument> arguments = loop.body().arguments();
    return arguments.subList(1 + loop.carried().size(), arguments.size()).stream()
        .filter(sweep::isActive)
        .toList();
  }

  private Value handed(BlockArgument state) {
    return loop.body().terminator().operands().get(indexOf(state));
  }

  private Value cotangentAfter(BlockArgument state) {
    return sweep
        .cotangent(instruction.result(indexOf(state)))
        .orElseGet(() -> out.splat(state.tensorType(), 0.0));
  }

  private Value zeros(Value like) {
    return out.splat(like.tensorType(), 0.0);
  }

  private Value none(Value like) {
    return body.splat(like.tensorType(), 0.0);
  }

  private void flowRecords(Sweep inner) {
    List<Value> yielded = loop.body().terminator().operands();
    for (int i = loop.carried().size(); i < yielded.size(); i++) {
      Value record = yielded.get(i);
      sweep
          .cotangent(instruction.result(i))
          .ifPresent(cotangents -> inner.flow(record, read(record, cotangents)));
    }
  }

  /// The weights of a projection and, if derivatives go by them, its delays in ms.
  private record Synapsed(Value weights, List<Value> latencies) {}

  private Synapsed synapsed(Value projection) {
    return synapsed(loop, projection)
        .orElseThrow(
            () ->
                new NotDifferentiable(
                    instruction,
                    "expected a projection that delivers and then sends in every step"));
  }

  private Optional<Synapsed> synapsed(TimeLoopOp steps, Value projection) {
    for (Instruction one : steps.body().instructions()) {
      switch (one.op()) {
        case SendOp send when follows(send, projection) -> {
          return Optional.of(synapsed(send));
        }
        case TimeLoopOp inner when inner.carried().contains(projection) -> {
          int index = inner.carried().indexOf(projection);
          return synapsed(inner, inner.body().arguments().get(1 + index));
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static boolean follows(SendOp send, Value projection) {
    return send.projection() instanceof Result result
        && result.instruction().op() instanceof DeliverOp deliver
        && deliver.projection().equals(projection);
  }

  private Synapsed synapsed(SendOp send) {
    List<Value> latencies =
        send.payload().entrySet().stream()
            .filter(each -> each.getKey() == Payload.LATENCIES)
            .map(Map.Entry::getValue)
            .filter(sweep::isActive)
            .toList();
    return new Synapsed(send.synapses().weights(), latencies);
  }

  private List<BlockArgument> activeProjections() {
    return loop.body().arguments().subList(1, 1 + loop.carried().size()).stream()
        .filter(argument -> argument.type() instanceof ProjectionType && sweep.isActive(argument))
        .toList();
  }

  /// The line of a projection after the last step: that of the steps after the loop, if there are
  /// any.
  private Line line(BlockArgument projection) {
    Line last =
        sweep
            .lines()
            .find(loop.carried().get(indexOf(projection)))
            .orElseGet(() -> empty(projection, (ProjectionType) projection.type()));
    return last.with(last.values().stream().<Value>map(value -> enter(projection, value)).toList());
  }

  private Line empty(BlockArgument projection, ProjectionType type) {
    Synapsed synapsed = synapsed(projection);
    return new Line(
        out.add(new LineCreateOp(new LineType(type))),
        zeros(synapsed.weights()),
        synapsed.latencies().stream().map(this::zeros).toList());
  }

  /// What the steps use of the values around, save what lines sum up.
  private List<Value> captured(List<BlockArgument> projections) {
    Set<Value> summed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Value projection : projections) {
      Synapsed synapsed = synapsed(projection);
      summed.add(synapsed.weights());
      summed.addAll(synapsed.latencies());
    }
    return Captures.of(loop).stream()
        .filter(value -> sweep.isActive(value) && isTensor(value.type()))
        .filter(value -> !summed.contains(value))
        .toList();
  }

  private static boolean isTensor(Type type) {
    return type instanceof TensorType;
  }
}
