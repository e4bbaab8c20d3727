/// What every neuron and every synapse keeps to, ours and a user's: forward, the equations of a
/// step, as plain Java computes them; backward, differences below threshold, and the derivatives of
/// the continuous equations at spikes.
@NullMarked
package dev.ranvier.compiler.contract;

import org.jspecify.annotations.NullMarked;
