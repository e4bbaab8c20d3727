package dev.ranvier.ir.op;

/// An op that stands one to one for a StableHLO (or `func`) op, named as its specification names
/// it.
public sealed interface TensorOp extends Op
    permits BinaryElementwise, ConstantOp, ReturnOp, FuncReturnOp, WhileOp {}
