package dev.ranvier.ir.op;

import java.util.List;

/// Trait: ends a block and hands its operands to whatever holds the block. Defines no values.
public sealed interface Terminator permits ReturnOp, FuncReturnOp {
  List<Value> operands();
}
