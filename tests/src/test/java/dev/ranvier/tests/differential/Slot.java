package dev.ranvier.tests.differential;

import dev.ranvier.ir.type.TensorType;

/// A value of a program that is being drafted: an argument of `main`, or a result of a step.
///
/// @param index counts arguments and results in the order of their making
record Slot(int index, TensorType type) {}
