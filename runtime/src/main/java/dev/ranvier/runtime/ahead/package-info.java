/// Compiling for an accelerator that isn't there: does the compiler of that device take the
/// program, what does it make of it, and what would a step cost?
///
/// [AheadOfTime] runs the plugin in a process of its own, whose environment is set before it starts
/// and which may die: its main is [AheadMain], orders and report go through files in a folder that
/// is deleted afterwards. [BundlePrice] reads what a TPU's compiler writes of its machine code on
/// the way.
@NullMarked
package dev.ranvier.runtime.ahead;

import org.jspecify.annotations.NullMarked;
