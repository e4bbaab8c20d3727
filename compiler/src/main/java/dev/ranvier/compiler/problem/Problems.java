package dev.ranvier.compiler.problem;

import dev.ranvier.ir.op.Location;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong. A view `of` one declaration adds to the same list under its name.
public final class Problems {
  private final List<Problem> found;
  private final String name;
  private final Location location;

  private Problems(List<Problem> found, String name, Location location) {
    this.found = found;
    this.name = name;
    this.location = location;
  }

  public static Problems none(String name, Location location) {
    return new Problems(new ArrayList<>(), name, location);
  }

  /// The same list; what is added there is said of `thing`, declared at `place`.
  public Problems of(String thing, Location place) {
    return new Problems(found, thing, place);
  }

  /// Adds a problem unless `holds`.
  ///
  /// @return `holds`
  public boolean require(boolean holds, String got, String expected, String mend) {
    if (!holds) {
      found.add(new Problem(name, expected, got, mend, location));
    }
    return holds;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Problem> list() {
    return List.copyOf(found);
  }

  /// @throws NetworkException with everything that was found, if anything was
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new NetworkException(found);
    }
  }
}
