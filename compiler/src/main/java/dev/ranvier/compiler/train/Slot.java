package dev.ranvier.compiler.train;

import dev.ranvier.ir.type.TensorType;

/// One tensor that an optimizer keeps for a parameter from update to update. It begins as zeros.
///
/// @param name what it is, as in the optimizer's formula (`momentum`)
public record Slot(String name, TensorType type) {}
