package dev.ranvier.compiler.simplify;

import static dev.ranvier.compiler.simplify.Programs.assertSame;
import static dev.ranvier.compiler.simplify.Programs.module;
import static dev.ranvier.compiler.simplify.Programs.ops;
import static dev.ranvier.compiler.simplify.Programs.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.eval.Evaluator;
import dev.ranvier.ir.eval.Tensor;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.text.Printer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimplifyTest {
  /// Another number runs more or fewer random modules, from another first seed.
  private static final int MODULES = Integer.getInteger("ranvier.simplify.modules", 60);

  private static final long FIRST_SEED = Long.getLong("ranvier.simplify.seed", 251);

  static List<Simplify.Pass> passes() {
    List<Simplify.Pass> passes = new ArrayList<>(Simplify.PASSES);
    passes.add(new Simplify.Pass("Simplify", Simplify::run));
    return passes;
  }

  private static List<Tensor> evaluate(Module module, long seed) {
    List<Tensor> arguments = RandomTensors.of(RandomModule.ARGUMENTS, new Random(seed));
    return Evaluator.of(module).withStepLimit(1_000_000).run("main", arguments);
  }

  private static String what(Simplify.Pass pass, long seed, Module before, Module after) {
    return "%s, seed %d (-Dranvier.simplify.seed=%d -Dranvier.simplify.modules=1)\n%s\nthen:\n%s"
        .formatted(pass, seed, seed, Printer.print(before), Printer.print(after));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void computesTheSameBitsOfRandomModules(Simplify.Pass pass) {
    int changed = 0;
    for (long i = FIRST_SEED; i < FIRST_SEED + MODULES; i++) {
      long seed = i;
      Module before = RandomModule.of(seed);
      Verifier.verifyOrThrow(before, Stage.TENSOR);
      Module after = pass.run().apply(before);
      assertThat(Verifier.verify(after, Stage.TENSOR))
          .as(() -> what(pass, seed, before, after))
          .isEmpty();
      assertThat(evaluate(after, seed))
          .as(() -> what(pass, seed, before, after))
          .usingElementComparator(RandomTensors.BITS_SAVE_OF_NAN)
          .isEqualTo(evaluate(before, seed));
      changed += Isomorphism.areSame(before, after) ? 0 : 1;
    }
    assertThat(changed).as("modules that changed").isGreaterThanOrEqualTo(MODULES / 3);
  }

  @ParameterizedTest
  @MethodSource("passes")
  void changesNothingTheSecondTime(Simplify.Pass pass) {
    for (long i = FIRST_SEED; i < FIRST_SEED + MODULES; i++) {
      long seed = i;
      Module once = pass.run().apply(RandomModule.of(seed));
      Module twice = pass.run().apply(once);
      assertThat(Isomorphism.firstDifference(once, twice, Isomorphism.Locations.COMPARED))
          .as(() -> what(pass, seed, once, twice))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("passes")
  void givesTheSameTextEveryTime(Simplify.Pass pass) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 20; seed++) {
      assertThat(Printer.print(pass.run().apply(RandomModule.of(seed))))
          .isEqualTo(Printer.print(pass.run().apply(RandomModule.of(seed))));
    }
  }

  @ParameterizedTest
  @MethodSource("passes")
  void keepsPlacesOfTheUsersSource(Simplify.Pass pass) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 20; seed++) {
      Module before = RandomModule.of(seed);
      Set<Location> known = new HashSet<>();
      before.functions().forEach(function -> addPlaces(function.body(), known));
      Set<Location> left = new HashSet<>();
      pass.run().apply(before).functions().forEach(function -> addPlaces(function.body(), left));
      assertThat(known).as("%s, seed %d", pass, seed).containsAll(left);
    }
  }

  private static void addPlaces(Block block, Set<Location> places) {
    block.arguments().forEach(argument -> places.add(argument.location()));
    for (Instruction instruction : block.instructions()) {
      places.add(instruction.location());
      instruction.op().regions().forEach(region -> addPlaces(region, places));
    }
  }

  @Test
  void goesOnUntilNothingChanges() {
    Module before =
        module(
            "3xi32",
            (b, v) -> {
              Value zero = b.subtract(b.splat(type("3xi32"), 7L), b.splat(type("3xi32"), 7L));
              Value same = b.add(b.multiply(v.getFirst(), zero), v.getFirst());
              return List.of(
                  b.branch(
                          b.splat(type("i1"), 1L),
                          x -> List.of(x.negate(x.negate(same))),
                          _ -> List.of(zero))
                      .getFirst());
            });
    assertSame(Simplify.run(before), module("3xi32", (_, v) -> v));
  }

  @Test
  void doesNotMakeTheProgramLonger() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + 50; seed++) {
      Module before = RandomModule.of(seed);
      assertThat(Printer.print(Simplify.run(before)).length())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(Printer.print(before).length());
    }
  }

  @Test
  void takesAHundredThousandOps() {
    int count = 100_000;
    Module before =
        module(
            "f32 i32",
            (b, v) -> {
              Value x = v.get(0);
              Value y = v.get(1);
              for (int i = 0; i < count / 4; i++) {
                y = b.add(b.add(y, b.scalar(y.tensorType().element(), (long) (i % 3))), v.get(1));
                x = b.negate(i % 2 == 0 ? b.abs(x) : x);
              }
              return List.of(x, y);
            });
    assertThat(before.functions().getFirst().body().instructions()).hasSizeGreaterThan(count);
    Module after = Simplify.run(before);
    assertThat(after.functions().getFirst().body().instructions()).hasSizeLessThan(count * 7 / 10);
    assertThat(ops(after)).endsWith(" return");
  }
}
