/// Where the events of a projection are kept between sending and arrival, and how the two are
/// lowered: one queue for each synapse, one history for each source (axonal), or one sum for each
/// target and step to come (dendritic). All give the same spikes.
@NullMarked
package dev.ranvier.compiler.placement;

import org.jspecify.annotations.NullMarked;
