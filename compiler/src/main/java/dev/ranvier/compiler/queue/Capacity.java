package dev.ranvier.compiler.queue;

import dev.ranvier.compiler.problem.Problems;

/// How many events a queue may be asked to hold.
final class Capacity {
  /// Each event is a register of its own, so this bounds the size of programs.
  static final int MOST = 1_024;

  private Capacity() {}

  /// @param what is counted: `events to hold`
  static void check(Problems problems, Queue queue, int capacity, String what) {
    boolean isOneOrMore =
        problems.require(
            capacity >= 1, "capacity of " + queue, "at least 1", "give the number of " + what);
    problems.require(
        !isOneOrMore || capacity <= MOST,
        "capacity of " + queue,
        "at most " + MOST,
        "use ring(), which holds all events");
  }
}
