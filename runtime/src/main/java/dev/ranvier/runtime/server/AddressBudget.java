package dev.ranvier.runtime.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How often the clients of one address may do what costs the runtime much and them next to
/// nothing. What is over the budget is not refused, but not read either until there is room again:
/// [ConnectionGate] does that.
///
/// One address counts as one client, so that more connections get nobody more.
final class AddressBudget {
  private static final int MOST_ADDRESSES = 10_000;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final double most;
  private final double aSecond;
  private final LongSupplier nanos;
  private final Map<Object, Left> left = new HashMap<>();

  /// What an address has left; less than zero if it owes.
  private record Left(double times, long at) {}

  /// @param most that may come at once
  /// @param aSecond how many more with every second
  AddressBudget(int most, int aSecond, LongSupplier nanos) {
    this.most = most;
    this.aSecond = aSecond;
    this.nanos = nanos;
  }

  /// Counts one time.
  ///
  /// @return how long the client has to wait now
  synchronized Duration spend(SocketAddress client) {
    Object who = who(client);
    long now = nanos.getAsLong();
    forgetSettled(now);
    double times = now(left.get(who), now) - 1;
    left.put(who, new Left(times, now));
    return pause(times);
  }

  /// How long the client has to wait now, without counting.
  synchronized Duration owed(SocketAddress client) {
    return pause(now(left.get(who(client)), nanos.getAsLong()));
  }

  private Duration pause(double times) {
    return times >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-times / aSecond * SECOND));
  }

  private static Object who(SocketAddress client) {
    return client instanceof InetSocketAddress from ? from.getAddress() : client;
  }

  /// How many addresses are remembered.
  synchronized int size() {
    return left.size();
  }

  private double now(@Nullable Left known, long now) {
    return known == null ? most : Math.min(most, known.times + (now - known.at) * aSecond / SECOND);
  }

  private void forgetSettled(long now) {
    if (left.size() >= MOST_ADDRESSES) {
      left.values().removeIf(each -> now(each, now) >= most);
    }
  }
}
