package dev.ranvier.runtime.admission;

import dev.ranvier.runtime.protocol.ProgramSignature;

/// A module that may go to a plugin.
///
/// @param signature what its `main` takes and gives
/// @param peakBytes what its values take at a time, at most
public record Admitted(ProgramSignature signature, long peakBytes) {}
