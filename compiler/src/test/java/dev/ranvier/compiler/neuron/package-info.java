/// Tests of neurons, one by one.
@NullMarked
package dev.ranvier.compiler.neuron;

import org.jspecify.annotations.NullMarked;
