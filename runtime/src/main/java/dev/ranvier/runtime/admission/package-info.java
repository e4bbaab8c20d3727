/// The check that stands between a caller's module and any plugin: XLA ends its process on some
/// modules that nobody meant to be harmful. Pure Java, and the only place in this room that knows
/// the IR.
@NullMarked
package dev.ranvier.runtime.admission;

import org.jspecify.annotations.NullMarked;
