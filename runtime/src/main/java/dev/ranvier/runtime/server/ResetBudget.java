package dev.ranvier.runtime.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How often the clients of one address may reset calls that they have begun. Each such call costs
/// the runtime as much as one that is served, and its client next to nothing (HTTP/2 rapid reset,
/// CVE-2023-44487). What is over the budget is not refused, but not read either until there is room
/// again: [ResetGate] does that.
///
/// One address counts as one client, so that more connections get nobody more.
final class ResetBudget {
  /// A client that cancels much, such as all calls of a sweep at once, is still let through.
  static final ResetBudget DEFAULT = new ResetBudget(2000, 200, System::nanoTime);

  private static final int MOST_ADDRESSES = 10_000;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final double most;
  private final double aSecond;
  private final LongSupplier nanos;
  private final Map<Object, Left> left = new HashMap<>();

  /// What an address has left; less than zero if it owes.
  private record Left(double resets, long at) {}

  /// @param most that may come at once
  /// @param aSecond how many more with every second
  ResetBudget(int most, int aSecond, LongSupplier nanos) {
    this.most = most;
    this.aSecond = aSecond;
    this.nanos = nanos;
  }

  /// Counts a reset.
  ///
  /// @return how long its client has to wait now
  synchronized Duration spend(SocketAddress client) {
    Object who = client instanceof InetSocketAddress from ? from.getAddress() : client;
    long now = nanos.getAsLong();
    forgetSettled(now);
    double resets = now(left.get(who), now) - 1;
    left.put(who, new Left(resets, now));
    return resets >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-resets / aSecond * SECOND));
  }

  /// How many addresses are remembered.
  synchronized int size() {
    return left.size();
  }

  private double now(@Nullable Left known, long now) {
    return known == null
        ? most
        : Math.min(most, known.resets + (now - known.at) * aSecond / SECOND);
  }

  private void forgetSettled(long now) {
    if (left.size() >= MOST_ADDRESSES) {
      left.values().removeIf(each -> now(each, now) >= most);
    }
  }
}
