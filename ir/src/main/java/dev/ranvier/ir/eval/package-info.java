/// The reference evaluator in plain Java: the oracle of every test.
@NullMarked
package dev.ranvier.ir.eval;

import org.jspecify.annotations.NullMarked;
