package dev.ranvier.runtime.admission;

import java.util.Optional;

/// What a module is admitted for.
///
/// @param emulated what the devices pretend to be, if anything
/// @param stablehlo the version of StableHLO that their plugin was built with, `1.20.0`; empty for
///   a plugin that does not say
public record Destination(Optional<Emulated> emulated, Optional<String> stablehlo) {
  /// Devices that are what they are, of a plugin of which nothing is known.
  public static final Destination ANY = new Destination(Optional.empty(), Optional.empty());
}
