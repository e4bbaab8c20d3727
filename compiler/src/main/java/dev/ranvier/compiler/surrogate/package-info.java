/// Derivatives that stand in for that of a threshold, which is zero or nothing.
@NullMarked
package dev.ranvier.compiler.surrogate;

import org.jspecify.annotations.NullMarked;
