/// From a compiled program to recorded spikes and voltages: {@link
/// dev.ranvier.examples.run.LoadedProgram} ships a program to a runtime once and then runs it on
/// one batch of inputs after the other.
@NullMarked
package dev.ranvier.examples.run;

import org.jspecify.annotations.NullMarked;
