package dev.ranvier.runtime.inference;

import java.util.concurrent.atomic.LongAdder;

/// Counts while a model is served; [InferenceCounts] is what it reads.
final class Tally {
  final LongAdder requests = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder left = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder answered = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder samples = new LongAdder();
  final LongAdder calls = new LongAdder();
  final LongAdder skippedCalls = new LongAdder();
  final LongAdder earlyExits = new LongAdder();
  final InferenceMeters.Spreads spreads;

  Tally(InferenceMeters.Spreads spreads) {
    this.spreads = spreads;
  }

  InferenceCounts read() {
    return new InferenceCounts(
        requests.sum(),
        refused.sum(),
        left.sum(),
        failed.sum(),
        answered.sum(),
        batches.sum(),
        samples.sum(),
        calls.sum(),
        skippedCalls.sum(),
        earlyExits.sum());
  }
}
