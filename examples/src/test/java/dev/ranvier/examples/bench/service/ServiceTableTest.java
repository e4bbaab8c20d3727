package dev.ranvier.examples.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.examples.cli.Main;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PluginLocator;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows that no test of the service itself holds, and that ask for how often, not how fast, are
/// held with every build; all others, and a long soak, at night.
class ServiceTableTest {
  @Test
  void hasTheTwentyRowsInOrder() {
    assertThat(ServiceTable.numbers())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 20})
  void serviceMeetsRow(int row) throws InterruptedException {
    assertMet(row, Scale.QUICK);
  }

  @Test
  void holdsNoMoreAfterSoakOfOneMinute() throws InterruptedException {
    assertMet(17, Scale.QUICK.withSoak(Duration.ofMinutes(1)));
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 18, 19})
  void serviceMeetsRowAtNight(int row) throws InterruptedException {
    assertMet(row, Scale.QUICK);
  }

  @Tag("nightly")
  @Test
  void holdsNoMoreAfterSoakOfTenMinutes() throws InterruptedException {
    assertMet(17, Scale.QUICK.withSoak(Duration.ofMinutes(10)));
  }

  private static void assertMet(int row, Scale scale) throws InterruptedException {
    PluginLocator locator = PluginLocator.ofSystem();
    var library = locator.library(locator.locate(Optional.empty()).choice(), FetchProgress.SILENT);
    ServiceTable.Line line = ServiceTable.measure(row, new Bench(library, Main.class, scale));
    assertThat(line.met()).as("row %d, %s: %s", row, line.bar(), line.measured()).isTrue();
  }
}
