/// Networks of leaky integrate-and-fire neurons run from event to event, in `f64` and with no time
/// step: spike times to the last bit or so, and exact gradients backwards between events
/// (Wunderlich and Pehle, Scientific Reports 11, 2021; with delays: Meszaros et al., Nature
/// Communications 16, 2025). Derivatives of clocked networks are held against them.
@NullMarked
package dev.ranvier.compiler.exact;

import org.jspecify.annotations.NullMarked;
