package dev.ranvier.compiler.queue;

/// How a module uses the queues of one type: what a lowering may rely on.
///
/// @param pushesPerStep the most pushes into one queue between two pops
/// @param fixedDelays whether every queue is pushed with a delay of its own that never changes
/// @param knownDelays whether that delay is known at the pop, too
/// @param equalDelays whether all queues of a tensor are pushed with one delay
/// @param delaysWithinReach whether delays are seen to be at least 1 and at most what the type
///   reaches
public record QueueUse(
    int pushesPerStep,
    boolean fixedDelays,
    boolean knownDelays,
    boolean equalDelays,
    boolean delaysWithinReach) {
  /// What holds of queues that nobody pushes into.
  public static final QueueUse NONE = new QueueUse(0, true, true, true, true);

  /// At most one event arrives in a step: it takes one push a step, and always the same delay.
  public boolean isOnePerStep() {
    return pushesPerStep <= 1 && fixedDelays;
  }

  /// What holds of both.
  public QueueUse and(QueueUse other) {
    return new QueueUse(
        Math.max(pushesPerStep, other.pushesPerStep),
        fixedDelays && other.fixedDelays,
        knownDelays && other.knownDelays,
        equalDelays && other.equalDelays,
        delaysWithinReach && other.delaysWithinReach);
  }
}
