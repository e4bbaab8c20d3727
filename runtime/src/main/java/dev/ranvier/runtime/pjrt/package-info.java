/// PJRT plugins from Java: the only package with native calls.
///
/// A [Plugin] is a shared library that speaks the PJRT C API. It makes a [Client] for the devices
/// it drives; the client compiles StableHLO text to an [Executable] and moves data to and from a
/// [Buffer] on a [Device]. All four are `AutoCloseable`: closing twice is harmless, use after
/// closing is an `IllegalStateException`, and what is still running keeps the memory under it alive
/// until it has ended ([Handle]).
///
/// A plugin also compiles for devices that aren't there: a [Topology] describes them, and gives an
/// [AheadExecutable].
///
/// A plugin trusts its caller: a wrong size, a null pointer, or an object used after its client is
/// gone ends the process. So sizes, element types and lifetimes are checked here, before the call.
/// What a bad *program* can do to the process is the business of the service, which keeps plugins
/// in worker processes.
///
/// Calls block their thread, and pin it if it is a virtual one: call from platform threads.
@NullMarked
package dev.ranvier.runtime.pjrt;

import org.jspecify.annotations.NullMarked;
