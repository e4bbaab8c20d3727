/// Tests of the training kit: what its ops compute against the same formulas in doubles.
@NullMarked
package dev.ranvier.compiler.train;

import org.jspecify.annotations.NullMarked;
