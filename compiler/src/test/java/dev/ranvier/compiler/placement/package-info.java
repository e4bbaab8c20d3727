/// Tests of how projections are kept.
@NullMarked
package dev.ranvier.compiler.placement;

import org.jspecify.annotations.NullMarked;
