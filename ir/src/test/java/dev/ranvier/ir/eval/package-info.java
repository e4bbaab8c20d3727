/// Tests of the reference evaluator.
@NullMarked
package dev.ranvier.ir.eval;

import org.jspecify.annotations.NullMarked;
