/// Lanes: sockets between a front and its worker that carry plain executions, one at a time each
/// (`ranvier.worker.v1`). What a call costs there is little beside what gRPC takes for it: the
/// front writes to a lane from the event loop where the request came in, and a thread of the
/// worker's reads it, runs the program and writes the answer.
@NullMarked
package dev.ranvier.runtime.lane;

import org.jspecify.annotations.NullMarked;
