package dev.ranvier.runtime.client.balance;

import java.time.Duration;

/// Pauses between attempts, each twice as long as the one before.
///
/// @param first pause
/// @param longest that it comes to
public record BackOff(Duration first, Duration longest) {
  public Duration after(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(longest) > 0 ? longest : longer;
  }
}
