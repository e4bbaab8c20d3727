package dev.ranvier.compiler.graph;

/// What a run does when an event finds no room in a queue. Either way the event is dropped and
/// counted.
public enum Overflow {
  /// Goes on; the result says how many events each projection dropped.
  COUNT,
  /// Ends in an error that names the projection, the first step that dropped, and a capacity that
  /// would do.
  FAIL
}
