/// The rules of algebra that `SimplifyAlgebra` applies: a class for each, whose first line says
/// what becomes what; `Rules` lists them.
///
/// No rule touches the arithmetic of floats. Each of the usual ones changes bits somewhere: `x + 0`
/// is 0 for -0, `x * 0` and `x - x` are NaN for infinities and NaN, `x * 1` and `max(x, x)` quiet a
/// signaling NaN and flush what is subnormal on devices that flush, and sums may not be regrouped
/// because each is rounded. Floats are only moved, chosen, and negated twice.
@NullMarked
package dev.ranvier.compiler.simplify.rule;

import org.jspecify.annotations.NullMarked;
