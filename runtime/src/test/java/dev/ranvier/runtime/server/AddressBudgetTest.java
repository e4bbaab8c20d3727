package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddressBudgetTest {
  private final AtomicLong now = new AtomicLong();
  private final AddressBudget budget = new AddressBudget(10, 2, now::get);

  @Test
  void letsBurstThroughAndThenAsksForTime() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(budget.spend(from("192.0.2.1", 1000))).isZero();
    }
    assertThat(budget.spend(from("192.0.2.1", 1000))).isEqualTo(Duration.ofMillis(500));
    assertThat(budget.spend(from("192.0.2.1", 1000))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void countsAllConnectionsOfAnAddressTogetherAndNoOthers() throws Exception {
    for (int i = 0; i < 11; i++) {
      var _ = budget.spend(from("192.0.2.1", 1000 + i));
    }
    assertThat(budget.spend(from("192.0.2.1", 2000))).isPositive();
    assertThat(budget.spend(from("192.0.2.2", 1000))).isZero();
  }

  @Test
  void saysWhatIsOwedWithoutCounting() throws Exception {
    assertThat(budget.owed(from("192.0.2.1", 1000))).isZero();
    for (int i = 0; i < 12; i++) {
      var _ = budget.spend(from("192.0.2.1", 1000));
    }
    assertThat(budget.owed(from("192.0.2.1", 2000))).isEqualTo(Duration.ofSeconds(1));
    assertThat(budget.owed(from("192.0.2.1", 2000))).isEqualTo(Duration.ofSeconds(1));
    assertThat(budget.owed(from("192.0.2.2", 1000))).isZero();
  }

  @Test
  void forgivesWithTime() throws Exception {
    for (int i = 0; i < 20; i++) {
      var _ = budget.spend(from("192.0.2.1", 1000));
    }
    now.addAndGet(Duration.ofSeconds(6).toNanos());
    assertThat(budget.spend(from("192.0.2.1", 1000))).isZero();
  }

  private static InetSocketAddress from(String address, int port) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }
}
