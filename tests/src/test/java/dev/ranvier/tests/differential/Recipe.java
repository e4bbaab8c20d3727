package dev.ranvier.tests.differential;

import dev.ranvier.ir.op.TensorOp;
import java.util.function.Consumer;

/// How a step that tests one op is written at random.
record Recipe(Class<? extends TensorOp> op, Consumer<Draft> writing) {}
