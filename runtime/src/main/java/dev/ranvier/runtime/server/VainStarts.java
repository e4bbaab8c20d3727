package dev.ranvier.runtime.server;

import java.time.Duration;

/// How many workers of a device set in a row were started in vain, and how long to wait therefore
/// before the next one.
final class VainStarts {
  private final Restarts restarts;
  private int inRow;

  VainStarts(Restarts restarts) {
    this.restarts = restarts;
  }

  /// A worker has died.
  ///
  /// @param worked whether it had run a program to its end
  /// @return the pause before the next one
  synchronized Duration died(Duration age, boolean worked) {
    inRow = worked || !restarts.isYoung(age) ? 0 : inRow + 1;
    return restarts.pause(inRow);
  }

  /// A worker did not come up at all.
  ///
  /// @return the pause before the next one
  synchronized Duration didNotStart() {
    inRow++;
    return restarts.pause(inRow);
  }
}
