/// The evaluator against numbers that others wrote down: the StableHLO specification's examples,
/// and the tests of the StableHLO interpreter.
@NullMarked
package dev.ranvier.ir.spec;

import org.jspecify.annotations.NullMarked;
