/// Arithmetic of doubles for targets that have none: in single precision ([SingleFloats]), or in
/// pairs of singles, which give the same spikes ([EmulateDoubles]).
@NullMarked
package dev.ranvier.compiler.precision;

import org.jspecify.annotations.NullMarked;
