/// Passes that make a lowered module smaller and faster without changing a bit of what it computes:
/// `Simplify` holds the list. Each takes a module that verifies at `Stage.TENSOR` and gives
/// another; given its own result, it changes nothing. What stays keeps its place in the user's
/// source, and ops with annotations of another dialect (`mhlo.sharding`) stay as they are.
@NullMarked
package dev.ranvier.compiler.simplify;

import org.jspecify.annotations.NullMarked;
