/// Derivatives that spikes have and tensor ops don't: of the time at which a threshold was crossed,
/// and of what a moment earlier or later changes. Each is a `ranvier.custom_derivative`, which
/// computes nothing until somebody differentiates. Neurons and synapses build them.
@NullMarked
package dev.ranvier.compiler.derivative;

import org.jspecify.annotations.NullMarked;
