package dev.ranvier.ir;

import dev.ranvier.ir.op.Location;

/// One thing that is wrong with a module.
///
/// @param location where in the user's source, or in a parsed text
/// @param message what it is, in one line
public record Diagnostic(Location location, String message) {
  @Override
  public String toString() {
    return location + ": " + message;
  }
}
