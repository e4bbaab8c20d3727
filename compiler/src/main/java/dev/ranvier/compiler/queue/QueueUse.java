package dev.ranvier.compiler.queue;

/// How a module uses the queues of one type: what a lowering may rely on.
///
/// @param pushesPerStep the most pushes into one queue between two pops
/// @param fixedDelays whether every queue is pushed with a delay of its own that never changes
/// @param sharedSpikes whether queues `[batch, source, target]` are sent spikes `[batch, source]`,
///   with delays `[source, target]`
public record QueueUse(int pushesPerStep, boolean fixedDelays, boolean sharedSpikes) {
  /// At most one event arrives in a step: it takes one push a step, and always the same delay.
  public boolean isOnePerStep() {
    return pushesPerStep <= 1 && fixedDelays;
  }

  /// One history for each source is enough.
  public boolean isOneTrainPerSource() {
    return isOnePerStep() && sharedSpikes;
  }

  /// What holds of both.
  public QueueUse and(QueueUse other) {
    return new QueueUse(
        Math.max(pushesPerStep, other.pushesPerStep),
        fixedDelays && other.fixedDelays,
        sharedSpikes && other.sharedSpikes);
  }
}
