/// The compiler: from a network to StableHLO text and a signature. `Compiler` holds the list of
/// passes.
@NullMarked
package dev.ranvier.compiler;

import org.jspecify.annotations.NullMarked;
