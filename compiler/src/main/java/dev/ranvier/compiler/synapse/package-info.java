/// Models of synapses: how arriving spikes become current.
@NullMarked
package dev.ranvier.compiler.synapse;

import org.jspecify.annotations.NullMarked;
