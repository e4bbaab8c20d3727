/// The steps of compilation, from a graph to StableHLO: each takes a module and gives one that
/// computes the same. Passes never see the DSL.
@NullMarked
package dev.ranvier.compiler.pass;

import org.jspecify.annotations.NullMarked;
