/// Stands in for the runtime where the compiler is called through it.
@NullMarked
package dev.ranvier.runtime;

import org.jspecify.annotations.NullMarked;
