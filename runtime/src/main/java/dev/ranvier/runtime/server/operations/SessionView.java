package dev.ranvier.runtime.server.operations;

import java.time.Duration;

/// What an operator sees of a session: nothing that would let anyone use it.
///
/// @param arrays how many it holds on the device
/// @param executables how many programs it holds
/// @param arrayBytes of its arrays
public record SessionView(
    String tenant, String deviceSet, Duration age, int arrays, int executables, long arrayBytes) {}
