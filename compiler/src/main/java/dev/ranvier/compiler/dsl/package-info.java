/// What a user writes: a network of inputs, populations, projections and recorders.
@NullMarked
package dev.ranvier.compiler.dsl;

import org.jspecify.annotations.NullMarked;
