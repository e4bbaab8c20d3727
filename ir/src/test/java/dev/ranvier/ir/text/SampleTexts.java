package dev.ranvier.ir.text;

import dev.ranvier.ir.Function;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.Block;
import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.FuncReturnOp;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Location;
import dev.ranvier.ir.op.OpParts;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.op.Terminator;
import dev.ranvier.ir.op.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The texts that the tests of this room start from.
final class SampleTexts {
  private SampleTexts() {}

  static String read(String name) {
    try (InputStream stream =
        Objects.requireNonNull(SampleTexts.class.getResourceAsStream(name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  static Module everyTensorOp() {
    return Parser.parse(read("every-tensor-op.mlir"), "every-tensor-op.mlir");
  }

  static Module everyEventOp() {
    return Parser.parse(read("every-event-op.mlir"), "every-event-op.mlir");
  }

  /// One small module for each op of the samples that needs nothing around it: a function of the
  /// op's operands that returns its results.
  static List<String> oneOpEach() {
    List<String> texts = new ArrayList<>();
    for (Module module : List.of(everyTensorOp(), everyEventOp())) {
      for (Function function : module.functions()) {
        for (Instruction instruction : function.body().instructions()) {
          if (!(instruction.op() instanceof Terminator)) {
            texts.add(Printer.print(alone(instruction)));
          }
        }
      }
    }
    return texts;
  }

  private static Module alone(Instruction instruction) {
    List<BlockArgument> arguments = new ArrayList<>();
    for (Value operand : instruction.op().operands()) {
      arguments.add(new BlockArgument(operand.type(), Location.of("A.java", 1)));
    }
    OpParts parts =
        new OpParts(
            instruction.op().name(),
            List.<Value>copyOf(arguments),
            instruction.op().attributes(),
            instruction.op().regions(),
            instruction.op().resultTypes());
    Instruction copy = new Instruction(OpTable.read(parts), Location.of("B.java", 2));
    Instruction end =
        new Instruction(
            new FuncReturnOp(List.<Value>copyOf(copy.results())), Location.of("C.java", 3));
    Block body = new Block(arguments, List.of(copy, end));
    return Module.of("m", Function.of("f", true, body, Location.of("D.java", 4)));
  }
}
