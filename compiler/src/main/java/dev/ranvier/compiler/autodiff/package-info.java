/// Derivatives of functions on the IR, forward (`Tangents`) and reverse (`Sweep`), by one rule for
/// each op; `Gradient` makes functions of them, `Activity` says what depends on what.
@NullMarked
package dev.ranvier.compiler.autodiff;

import org.jspecify.annotations.NullMarked;
