package dev.ranvier.compiler.target;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.TensorOp;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What of a lowered module a target does not take: ops, and types at the boundary of public
/// functions.
public final class Legality {
  private final Target target;
  private final Set<String> problems = new LinkedHashSet<>();

  private Legality(Target target) {
    this.target = target;
  }

  /// A line for each problem, with the Java line of the op; none if there is none.
  public static List<String> problems(Module module, Target target) {
    Legality legality = new Legality(target);
    module.functions().forEach(legality::check);
    return List.copyOf(legality.problems);
  }

  /// @throws TargetException if there is any problem: it has them all
  public static void require(Module module, Target target) {
    List<String> problems = problems(module, target);
    if (!problems.isEmpty()) {
      List<String> lines = new ArrayList<>();
      lines.add("module \"%s\" is not for target %s:".formatted(module.name(), target.name()));
      lines.addAll(problems);
      throw new TargetException(String.join("\n  ", lines));
    }
  }

  private void check(Function function) {
    if (function.isPublic() && target.time() == TimeLoops.UNROLLED) {
      Stream.concat(function.type().inputs().stream(), function.type().results().stream())
          .filter(Legality::isBoolean)
          .forEach(
              type ->
                  problems.add(
                      "function %s: expected no truth values at its boundary, got %s"
                          .formatted(function.name(), type)));
    }
    check(function.body());
  }

  private static boolean isBoolean(Type type) {
    return type instanceof TensorType tensor && tensor.element() == ElementType.I1;
  }

  private void check(Block block) {
    for (Instruction instruction : block.instructions()) {
      boolean ends = instruction == block.instructions().getLast();
      if (!ends && !(instruction.op() instanceof TensorOp op && target.takes(op))) {
        problems.add(
            "%s of %s at %s: expected an op that %s takes; use another layout, queue or target"
                .formatted(
                    instruction.op().name(),
                    types(instruction),
                    instruction.location(),
                    target.name()));
      }
      instruction.op().regions().forEach(this::check);
    }
  }

  private static List<Type> types(Instruction instruction) {
    return instruction.op().resultTypes();
  }
}
