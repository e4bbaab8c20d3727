/// Derivatives that stand in for that of a spike.
@NullMarked
package dev.ranvier.compiler.surrogate;

import org.jspecify.annotations.NullMarked;
