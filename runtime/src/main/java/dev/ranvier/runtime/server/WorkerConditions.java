package dev.ranvier.runtime.server;

import dev.ranvier.runtime.protocol.EventLoops;
import dev.ranvier.runtime.server.operations.Health;
import dev.ranvier.runtime.server.operations.Meters;
import dev.ranvier.runtime.worker.CacheFolder;
import java.time.Duration;
import java.util.Optional;

/// What all workers of a runtime have in common.
///
/// @param concurrency how many executions run at once
/// @param startWithin how long the plugin may take to load
/// @param restarts when one that died is replaced
/// @param cache where machine code is kept from one worker to the next, if it is
/// @param meters counts those that die
/// @param health is told of sets whose workers do not last
/// @param loops where the connections to them are
record WorkerConditions(
    int concurrency,
    Duration startWithin,
    Restarts restarts,
    Optional<CacheFolder> cache,
    Meters meters,
    Health health,
    EventLoops loops) {}
