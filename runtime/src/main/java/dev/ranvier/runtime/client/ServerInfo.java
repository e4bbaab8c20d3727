package dev.ranvier.runtime.client;

import dev.ranvier.runtime.protocol.Versions;

/// Who answered.
///
/// @param address where
/// @param server its name and version
/// @param version the protocol version that was agreed on
/// @param versions all that the server speaks
public record ServerInfo(String address, String server, int version, Versions versions) {}
