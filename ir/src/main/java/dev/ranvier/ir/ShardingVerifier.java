package dev.ranvier.ir;

import dev.ranvier.ir.op.Attribute;
import dev.ranvier.ir.op.IllTypedException;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Mesh;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.ShardingConstraintOp;
import dev.ranvier.ir.op.TensorSharding;
import dev.ranvier.ir.type.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rules of meshes and shardings; `Verifier` lists them.
final class ShardingVerifier {
  private static final String SHARDING = "sdy.sharding";

  private final Map<String, Mesh> meshes = new HashMap<>();
  private final List<Diagnostic> problems;

  ShardingVerifier(Module module, List<Diagnostic> problems) {
    this.problems = problems;
    Set<String> taken = new HashSet<>();
    module.functions().forEach(function -> taken.add(function.name()));
    for (NamedMesh mesh : module.meshes()) {
      if (mesh.name().isEmpty()) {
        report(mesh.location(), "mesh: expected a name, got an empty one");
      } else if (!taken.add(mesh.name())) {
        report(
            mesh.location(),
            "mesh @%s: expected a name of its own, got that of another mesh or function"
                .formatted(mesh.name()));
      }
      meshes.putIfAbsent(mesh.name(), mesh.mesh());
    }
  }

  /// What is said of a function's arguments and results.
  void verify(Function function) {
    verifyEach(
        function, "argument", function.body().argumentTypes(), function.argumentAttributes());
    List<Type> results =
        BodyVerifier.isEnded(function.body()) ? function.body().yieldedTypes() : List.of();
    verifyEach(function, "result", results, function.resultAttributes());
  }

  private void verifyEach(
      Function function, String what, List<Type> types, List<Map<String, Attribute>> said) {
    for (int i = 0; i < Math.min(types.size(), said.size()); i++) {
      Attribute sharding = said.get(i).get(SHARDING);
      String place = "function @%s: %s %d".formatted(function.name(), what, i);
      if (sharding instanceof Attribute.Sharding(TensorSharding given)) {
        verify(given, types.get(i), place, function.location());
      } else if (sharding != null) {
        report(function.location(), place + ": expected #sdy.sharding<...>, got another attribute");
      }
    }
  }

  /// What is said of an op's results.
  void verify(String function, Instruction instruction) {
    String place = "function @%s: %s".formatted(function, instruction.op().name());
    Attribute sharding = instruction.annotations().get(SHARDING);
    if (sharding instanceof Attribute.ShardingPerValue(List<TensorSharding> given)) {
      verifyResults(given, instruction, place);
    } else if (sharding != null) {
      report(
          instruction.location(),
          place + ": expected #sdy.sharding_per_value<...>, got another attribute");
    }
    if (instruction.op() instanceof ShardingConstraintOp(var operand, TensorSharding given)) {
      verify(given, operand.type(), place, instruction.location());
    }
  }

  private void verifyResults(List<TensorSharding> given, Instruction instruction, String place) {
    List<Result> results = instruction.results();
    if (results.isEmpty() && given.size() == 1) {
      attempt(() -> given.getFirst().checkAlone(meshes), place, instruction.location());
      return;
    }
    if (given.size() != results.size()) {
      report(
          instruction.location(),
          place
              + ": expected shardings of %d results, got %d"
                  .formatted(results.size(), given.size()));
      return;
    }
    for (int i = 0; i < given.size(); i++) {
      verify(given.get(i), results.get(i).type(), place + ": result " + i, instruction.location());
    }
  }

  private void verify(TensorSharding sharding, Type type, String place, Location location) {
    attempt(() -> sharding.check(meshes, type), place, location);
  }

  private void attempt(Runnable check, String place, Location location) {
    try {
      check.run();
    } catch (IllTypedException illTyped) {
      report(location, place + ": " + illTyped.getMessage());
    }
  }

  private void report(Location location, String message) {
    problems.add(new Diagnostic(location, message));
  }
}
