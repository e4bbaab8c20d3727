package dev.ranvier.runtime.hlo;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.ranvier.runtime.pjrt.CompiledProgram;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A program as XLA left it, as far as anybody here looks at it: computations, and the instructions
/// of each.
///
/// @param computations by their ids
public record Hlo(Map<Long, List<Instruction>> computations) {
  public Hlo {
    computations = Map.copyOf(computations);
  }

  /// @param elements of its result; 0 for a tuple
  /// @param spaces the kind of memory of each array of its result that has more than one element,
  ///   as the backend numbers them: 0 is the device's main memory
  /// @param called ids of the computations that it runs
  /// @param aliased whether its result lies where an operand did
  /// @param attributes that the program's author gave it
  /// @param config the backend's own words on it, as JSON; empty if it has none
  public record Instruction(
      String name,
      String opcode,
      long elements,
      List<Long> spaces,
      List<Long> called,
      boolean aliased,
      Map<String, String> attributes,
      String config) {
    public Instruction {
      spaces = List.copyOf(spaces);
      called = List.copyOf(called);
      attributes = Map.copyOf(attributes);
    }

    @Override
    public String toString() {
      return "%s: %s of %d elements".formatted(name, opcode, elements);
    }
  }

  /// Field numbers of `HloModuleProtoWithConfig`, `HloModuleProto`, `HloComputationProto`,
  /// `HloInstructionProto` (xla/service/hlo.proto), `ShapeProto` and `LayoutProto`
  /// (xla/xla_data.proto), as published.
  private static final class Field {
    private static final int MODULE = 1;

    private static final int COMPUTATIONS = 3;

    private static final int COMPUTATION_INSTRUCTIONS = 2;
    private static final int COMPUTATION_ID = 5;

    private static final int NAME = 1;
    private static final int OPCODE = 2;
    private static final int SHAPE = 3;
    private static final int CALLED_COMPUTATIONS = 38;
    private static final int BACKEND_CONFIG = 43;
    private static final int FRONTEND_ATTRIBUTES = 68;
    private static final int OUTPUT_OPERAND_ALIASING = 74;

    private static final int SHAPE_DIMENSIONS = 3;
    private static final int SHAPE_TUPLE = 4;
    private static final int SHAPE_LAYOUT = 5;

    private static final int LAYOUT_MEMORY_SPACE = 8;

    private static final int ENTRIES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
  }

  /// @throws IllegalArgumentException if the program is in another format
  public static Hlo of(CompiledProgram program) {
    if (!program.format().equals("hlo_with_config")) {
      throw new IllegalArgumentException(
          "optimized program: expected format hlo_with_config, got " + program.format());
    }
    UnknownFieldSet module = message(only(message(program.code()), Field.MODULE));
    Map<Long, List<Instruction>> computations = new HashMap<>();
    for (ByteString bytes : module.getField(Field.COMPUTATIONS).getLengthDelimitedList()) {
      UnknownFieldSet computation = message(bytes);
      List<Instruction> instructions =
          computation.getField(Field.COMPUTATION_INSTRUCTIONS).getLengthDelimitedList().stream()
              .map(one -> instruction(message(one)))
              .toList();
      computations.put(
          computation.getField(Field.COMPUTATION_ID).getVarintList().getFirst(), instructions);
    }
    return new Hlo(computations);
  }

  private static Instruction instruction(UnknownFieldSet fields) {
    return new Instruction(
        only(fields, Field.NAME).toStringUtf8(),
        only(fields, Field.OPCODE).toStringUtf8(),
        elements(message(only(fields, Field.SHAPE))),
        spaces(message(only(fields, Field.SHAPE))),
        longs(fields, Field.CALLED_COMPUTATIONS),
        fields.hasField(Field.OUTPUT_OPERAND_ALIASING),
        attributes(fields),
        only(fields, Field.BACKEND_CONFIG).toStringUtf8());
  }

  private static long elements(UnknownFieldSet shape) {
    return shape.hasField(Field.SHAPE_TUPLE)
        ? 0
        : longs(shape, Field.SHAPE_DIMENSIONS).stream().reduce(1L, (a, b) -> a * b);
  }

  private static List<Long> spaces(UnknownFieldSet shape) {
    if (shape.hasField(Field.SHAPE_TUPLE)) {
      return shape.getField(Field.SHAPE_TUPLE).getLengthDelimitedList().stream()
          .flatMap(part -> spaces(message(part)).stream())
          .toList();
    }
    UnknownFieldSet layout = message(only(shape, Field.SHAPE_LAYOUT));
    List<Long> space = layout.getField(Field.LAYOUT_MEMORY_SPACE).getVarintList();
    return elements(shape) > 1 ? List.of(space.isEmpty() ? 0L : space.getLast()) : List.of();
  }

  private static Map<String, String> attributes(UnknownFieldSet instruction) {
    Map<String, String> attributes = new HashMap<>();
    for (ByteString map :
        instruction.getField(Field.FRONTEND_ATTRIBUTES).getLengthDelimitedList()) {
      for (ByteString one : message(map).getField(Field.ENTRIES).getLengthDelimitedList()) {
        UnknownFieldSet entry = message(one);
        attributes.put(
            only(entry, Field.KEY).toStringUtf8(), only(entry, Field.VALUE).toStringUtf8());
      }
    }
    return attributes;
  }

  private static ByteString only(UnknownFieldSet fields, int number) {
    List<ByteString> values = fields.getField(number).getLengthDelimitedList();
    return values.isEmpty() ? ByteString.EMPTY : values.getLast();
  }

  /// Numbers of a repeated field, packed or not.
  private static List<Long> longs(UnknownFieldSet fields, int number) {
    List<Long> values = new ArrayList<>(fields.getField(number).getVarintList());
    for (ByteString packed : fields.getField(number).getLengthDelimitedList()) {
      CodedInputStream in = packed.newCodedInput();
      try {
        while (!in.isAtEnd()) {
          values.add(in.readInt64());
        }
      } catch (IOException broken) {
        throw new IllegalStateException("field " + number + " of an optimized program", broken);
      }
    }
    return values;
  }

  private static UnknownFieldSet message(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException("optimized program", broken);
    }
  }

  /// All instructions of the program.
  public List<Instruction> instructions() {
    return computations.values().stream().flatMap(List::stream).toList();
  }

  /// Whether an instruction does nothing: it copies an array to where it is.
  private boolean isIdle(Instruction instruction) {
    return instruction.aliased()
        && instruction.opcode().equals("fusion")
        && instruction.called().stream()
            .flatMap(id -> computations.getOrDefault(id, List.of()).stream())
            .allMatch(one -> one.opcode().equals("parameter") || one.opcode().equals("copy"));
  }

  /// The instructions that run once for each turn of a loop, or more often.
  public List<Instruction> insideLoops() {
    Deque<Long> pending = new ArrayDeque<>();
    instructions().stream()
        .filter(one -> one.opcode().equals("while"))
        .forEach(loop -> pending.addAll(loop.called()));
    Set<Long> reached = new HashSet<>();
    List<Instruction> inside = new ArrayList<>();
    while (!pending.isEmpty()) {
      Long id = pending.remove();
      if (reached.add(id)) {
        List<Instruction> instructions =
            computations.getOrDefault(id, List.of()).stream().filter(one -> !isIdle(one)).toList();
        inside.addAll(instructions);
        instructions.forEach(one -> pending.addAll(one.called()));
      }
    }
    return inside;
  }
}
