/// Models of neurons: one record each, with its equation, its source and how one step of it is
/// built.
@NullMarked
package dev.ranvier.compiler.neuron;

import org.jspecify.annotations.NullMarked;
