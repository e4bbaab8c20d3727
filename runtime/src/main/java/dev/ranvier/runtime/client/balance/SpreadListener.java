package dev.ranvier.runtime.client.balance;

import dev.ranvier.runtime.RuntimeFailure;

/// Is told how jobs go, by one thread at a time.
public interface SpreadListener<R> {
  /// A job is done. Told once for each.
  void done(Job<R> job, Place place, R result);

  /// A job's runtime was lost; the job is begun again, there or elsewhere.
  void again(Job<R> job, Place place, RuntimeFailure problem);
}
