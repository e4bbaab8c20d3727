package dev.ranvier.ir;

import dev.ranvier.ir.op.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says everything that is wrong with a module, beyond what an op's constructor sees. An op alone
/// is right by construction; the rules here are of how ops, blocks and functions stand together.
///
/// Structure (`BodyVerifier`):
/// - a block ends in a terminator, and there is none before its end;
/// - a function's body ends in `func.return`, a region in `stablehlo.return`;
/// - an operand is defined before its use, in the same block or in one around it, in the same
///   function;
/// - an instruction, a block and a block's argument each stand in one place;
/// - regions nest at most `MAXIMUM_NESTING` deep;
/// - annotations have the name of their dialect before a dot.
///
/// Functions (here, `CallVerifier`):
/// - names are not empty, and no two functions share one;
/// - there are attributes for each argument and each result, and for no more;
/// - what is called, or named as a decomposition, is a function of the module of the same types;
/// - no function calls itself, by whatever way.
///
/// Meshes and shardings (`ShardingVerifier`):
/// - meshes have names, and share them neither with each other nor with functions;
/// - `sdy.sharding` is one sharding at an argument or a result of a function, and one for each
///   result at an op;
/// - a sharding names a mesh of the module, uses its axes, none of them twice, and has as many
///   dimensions as what it divides (`TensorSharding`).
///
/// Stage (`BodyVerifier`):
/// - after lowering (`TENSOR`) there are no event ops and no values of queue types.
///
/// Time is linear in the module's size, and the stack is not used for nesting.
public final class Verifier {
  /// How deep regions may nest.
  public static final int MAXIMUM_NESTING = 256;

  private Verifier() {}

  /// All that is wrong, in the order of the module; nothing if the module holds together.
  public static List<Diagnostic> verify(Module module, Stage stage) {
    List<Diagnostic> problems = new ArrayList<>();
    Map<String, Function> byName = functionsByName(module, problems);
    ShardingVerifier shardings = new ShardingVerifier(module, problems);
    BodyVerifier bodies = new BodyVerifier(stage, shardings, problems);
    CallVerifier calls = new CallVerifier(byName, problems);
    for (Function function : module.functions()) {
      bodies.verify(function);
      verifyAttributes(function, problems);
      shardings.verify(function);
      calls.verify(function);
    }
    calls.verifyNoRecursion();
    return List.copyOf(problems);
  }

  /// @throws VerificationException with all that is wrong, if anything is
  public static void verifyOrThrow(Module module, Stage stage) {
    List<Diagnostic> problems = verify(module, stage);
    if (!problems.isEmpty()) {
      throw new VerificationException(problems);
    }
  }

  private static Map<String, Function> functionsByName(Module module, List<Diagnostic> problems) {
    Map<String, Function> byName = new HashMap<>();
    for (Function function : module.functions()) {
      if (function.name().isEmpty()) {
        problems.add(
            new Diagnostic(function.location(), "function: expected a name, got an empty one"));
      } else if (byName.putIfAbsent(function.name(), function) != null) {
        Location first = byName.get(function.name()).location();
        problems.add(
            new Diagnostic(
                function.location(),
                "function @%s: expected a name of its own, got that of the function at %s"
                    .formatted(function.name(), first)));
      }
    }
    return byName;
  }

  private static void verifyAttributes(Function function, List<Diagnostic> problems) {
    int arguments = function.body().arguments().size();
    if (function.argumentAttributes().size() != arguments) {
      problems.add(
          new Diagnostic(
              function.location(),
              "function @%s: expected attributes for %d arguments, got %d"
                  .formatted(function.name(), arguments, function.argumentAttributes().size())));
    }
    int results = BodyVerifier.isEnded(function.body()) ? function.type().results().size() : 0;
    if (function.resultAttributes().size() != results) {
      problems.add(
          new Diagnostic(
              function.location(),
              "function @%s: expected attributes for %d results, got %d"
                  .formatted(function.name(), results, function.resultAttributes().size())));
    }
  }
}
