package dev.ranvier.ir.device;

import dev.ranvier.ir.Diagnostic;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What of a lowered module a kind of device does not take: ops, and types at the boundary of
/// public functions.
public final class Legality {
  private final String device;
  private final TakenOps taken;
  private final String instead;
  private final Set<Diagnostic> problems = new LinkedHashSet<>();

  private Legality(String device, TakenOps taken, String instead) {
    this.device = device;
    this.taken = taken;
    this.instead = instead;
  }

  /// One for each problem, with the Java line of the op; none if there is none.
  ///
  /// @param device for messages: `lpu`
  /// @param instead what to do about it, for messages
  public static List<Diagnostic> problems(
      Module module, String device, TakenOps taken, String instead) {
    Legality legality = new Legality(device, taken, instead);
    module.functions().forEach(legality::check);
    return List.copyOf(legality.problems);
  }

  private void check(Function function) {
    if (function.isPublic()) {
      Stream.concat(function.type().inputs().stream(), function.type().results().stream())
          .filter(type -> !(type instanceof TensorType tensor && taken.passes(tensor)))
          .forEach(type -> refuse(function, type));
    }
    check(function.body());
  }

  private void refuse(Function function, Type type) {
    problem(
        function.location(),
        "function %s: expected arguments and results that %s takes, got %s; %s"
            .formatted(function.name(), device, type, instead));
  }

  private void check(Block block) {
    for (Instruction instruction : block.instructions()) {
      boolean ends = instruction == block.instructions().getLast();
      if (!ends && !(instruction.op() instanceof TensorOp op && taken.has(op))) {
        problem(
            instruction.location(),
            "%s of %s: expected an op that %s takes; %s"
                .formatted(
                    instruction.op().name(), instruction.op().resultTypes(), device, instead));
      }
      instruction.op().regions().forEach(this::check);
    }
  }

  private void problem(Location location, String message) {
    problems.add(new Diagnostic(location, message));
  }
}
