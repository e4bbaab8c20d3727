/// What a run gives, as the examples read it: {@link dev.ranvier.examples.run.Spikes} and voltages
/// of one sample, out of the arrays that a session's recording holds.
@NullMarked
package dev.ranvier.examples.run;

import org.jspecify.annotations.NullMarked;
