/// Draws of weights and delays.
@NullMarked
package dev.ranvier.compiler.parameter;

import org.jspecify.annotations.NullMarked;
