package dev.ranvier.ir.text;

import dev.ranvier.ir.op.BlockArgument;
import dev.ranvier.ir.op.Instruction;
import dev.ranvier.ir.op.Result;
import dev.ranvier.ir.op.Value;
import java.util.HashMap;
import java.util.Map;

/// The names that the values of one function have in text: `%arg0` for what blocks are entered
/// with, `%0` for what ops define, `%0#1` where an op defines several. Counted through the whole
/// function, regions included, so that no name hides another.
final class ValueNames {
  private final Map<Value, String> names = new HashMap<>();
  private int arguments;
  private int instructions;

  /// Names a block argument.
  String define(BlockArgument argument) {
    String name = "%arg" + arguments++;
    names.put(argument, name);
    return name;
  }

  /// Names an instruction's results; gives what stands left of its `=`.
  String define(Instruction instruction) {
    String name = "%" + instructions++;
    int count = instruction.results().size();
    if (count == 1) {
      names.put(instruction.result(0), name);
      return name;
    }
    for (Result result : instruction.results()) {
      names.put(result, name + "#" + result.index());
    }
    return name + ":" + count;
  }

  /// The name of a value. One that no op before defines is still named, so that a broken module can
  /// be shown; the parser rejects the name.
  String of(Value value) {
    return names.getOrDefault(value, "%undefined");
  }
}
