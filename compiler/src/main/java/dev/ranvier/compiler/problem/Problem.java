package dev.ranvier.compiler.problem;

import dev.ranvier.ir.op.Location;

/// One mistake in a network, told in one line: `NAME: GOT is not EXPECTED; MEND (FILE:LINE)`.
///
/// @param name the user's thing: `population "hidden"`
/// @param expected what would have been right, so that "is not ..." reads well: `at least 1`
/// @param got what was said: `size 0`
/// @param mend what to do about it
/// @param location the line of the declaration
public record Problem(String name, String expected, String got, String mend, Location location) {
  public String line() {
    return "%s: %s is not %s; %s (%s)".formatted(name, got, expected, mend, location);
  }

  @Override
  public String toString() {
    return line();
  }
}
