/// Measures what the compiler's lowerings cost, on a plugin in this process, with no service in
/// between: queues by themselves (`QueueWork`) and recurrent networks (`RecurrentWork`).
/// `LineServer` lets another program ask for measurements, line by line; the commands print tables
/// of their own.
@NullMarked
package dev.ranvier.examples.bench;

import org.jspecify.annotations.NullMarked;
