/// What is compiled for: which targets there are, and what each asks of the lowering.
@NullMarked
package dev.ranvier.compiler.target;

import org.jspecify.annotations.NullMarked;
