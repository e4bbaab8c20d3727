/// Draws of wirings.
@NullMarked
package dev.ranvier.compiler.connect;

import org.jspecify.annotations.NullMarked;
