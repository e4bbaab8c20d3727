package dev.ranvier.compiler.unit;

/// A number of time steps. As with times, a wrong number is reported where it is used.
public record Steps(int count) {
  public static Steps steps(int count) {
    return new Steps(count);
  }

  @Override
  public String toString() {
    return count == 1 ? "1 step" : count + " steps";
  }
}
