package dev.ranvier.ir.eval;

/// What a value of the IR is bound to while a function runs.
sealed interface Datum permits Tensor, Queues, Line, Stack {}
