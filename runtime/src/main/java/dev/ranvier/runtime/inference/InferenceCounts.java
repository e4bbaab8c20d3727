package dev.ranvier.runtime.inference;

/// What was done for a model since it is served.
///
/// @param requests that were taken
/// @param refused for a full queue
/// @param left by their clients, or out of time, before they were answered
/// @param failed for a fault of the runtime
/// @param answered with an answer
/// @param batches that ran to their end
/// @param samples in those
/// @param calls of programs: chunks of steps
/// @param skippedCalls that were not needed, because every sample of the batch had spiked
/// @param earlyExits batches of which calls were skipped
public record InferenceCounts(
    long requests,
    long refused,
    long left,
    long failed,
    long answered,
    long batches,
    long samples,
    long calls,
    long skippedCalls,
    long earlyExits) {}
