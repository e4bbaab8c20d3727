/// The runtime service held against its acceptance figures: real servers, real workers, real
/// clients, and what happens when they are killed, stopped, flooded and lied to. The table is in
/// [ServiceTable], one class stands behind each row, and [Overheads] measures what a call costs.
@NullMarked
package dev.ranvier.examples.bench.service;

import org.jspecify.annotations.NullMarked;
