package dev.ranvier.compiler.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Builder;
import dev.ranvier.ir.Function;
import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.Value;
import dev.ranvier.ir.text.Printer;
import dev.ranvier.ir.type.ElementType;
import dev.ranvier.ir.type.TensorType;
import dev.ranvier.ir.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// Small modules for tests, and what tests say of them.
final class Programs {
  static final Location PLACE = Location.of("Net.java", 7);

  /// What a function computes of its arguments.
  interface Body extends BiFunction<Builder, List<Value>, List<Value>> {}

  private Programs() {}

  /// A type by its spelling in text: `2x3xf32`.
  static TensorType type(String spelling) {
    List<String> parts = new ArrayList<>(Arrays.asList(spelling.split("x", -1)));
    ElementType element = ElementType.ofSpelling(parts.removeLast()).orElseThrow();
    return new TensorType(parts.stream().map(Long::valueOf).toList(), element);
  }

  static List<Type> types(String spellings) {
    return spellings.isEmpty()
        ? List.of()
        : Arrays.stream(spellings.split(" ", -1)).<Type>map(Programs::type).toList();
  }

  /// A module of one function, `main`, that verifies.
  static Module module(String arguments, Body body) {
    Block block =
        Builder.block(
            types(arguments),
            PLACE,
            (builder, values) -> builder.functionReturns(body.apply(builder, values)));
    Module module = Module.of("test", Function.of("main", true, block, PLACE));
    Verifier.verifyOrThrow(module, Stage.TENSOR);
    return module;
  }

  static void assertSame(Module got, Module expected) {
    assertThat(Isomorphism.firstDifference(expected, got))
        .as("expected:\n%s\ngot:\n%s", Printer.print(expected), Printer.print(got))
        .isEmpty();
  }

  /// The names of the ops of `main`, in order, those of regions in braces.
  static String ops(Module module) {
    return ops(module.function("main").orElseThrow().body());
  }

  private static String ops(Block block) {
    StringBuilder text = new StringBuilder();
    for (Instruction instruction : block.instructions()) {
      String name = instruction.op().name();
      text.append(text.isEmpty() ? "" : " ").append(name.substring(name.indexOf('.') + 1));
      for (Block region : instruction.op().regions()) {
        text.append("{").append(ops(region)).append("}");
      }
    }
    return text.toString();
  }
}
