package dev.ranvier.ir.type;

/// The type of a value. `toString` is the type's text in a module.
public sealed interface Type permits TensorType, QueueType, ProjectionType, LineType, StackType {}
