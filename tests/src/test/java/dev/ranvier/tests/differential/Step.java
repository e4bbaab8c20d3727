package dev.ranvier.tests.differential;

import dev.ranvier.ir.op.TensorOp;
import java.util.List;

/// One op under test: a function of its own that `main` calls.
///
/// @param function its name, without the `@`
/// @param op what is tested; the function may hold others that only serve it
record Step(
    String function, Class<? extends TensorOp> op, List<Slot> operands, List<Slot> results) {}
