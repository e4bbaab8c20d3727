/// Ops and what they are made of: values, blocks, locations, attributes, literals. One record per
/// op, all in this package, since a sealed interface permits only its own package without a module
/// declaration.
@NullMarked
package dev.ranvier.ir.op;

import org.jspecify.annotations.NullMarked;
