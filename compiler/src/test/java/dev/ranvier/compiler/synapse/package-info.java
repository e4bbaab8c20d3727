/// Tests of synapses, one by one.
@NullMarked
package dev.ranvier.compiler.synapse;

import org.jspecify.annotations.NullMarked;
