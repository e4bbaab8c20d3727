/// The constants of neurons and synapses (thresholds, time constants, ...) as their equations have
/// them: numbers, or, where they are trained, values with a derivative.
@NullMarked
package dev.ranvier.compiler.constant;

import org.jspecify.annotations.NullMarked;
