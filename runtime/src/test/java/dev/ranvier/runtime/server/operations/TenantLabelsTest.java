package dev.ranvier.runtime.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenantLabelsTest {
  @Test
  void onlyTheFirstTenantsHaveLabelsOfTheirOwn() {
    TenantLabels labels = new TenantLabels(3);
    assertThat(IntStream.range(0, 1000).mapToObj(i -> labels.of("tenant" + i)).distinct())
        .containsExactly("tenant0", "tenant1", "tenant2", TenantLabels.OTHERS);
    assertThat(labels.of("tenant1")).isEqualTo("tenant1");
  }
}
