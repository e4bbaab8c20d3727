package dev.ranvier.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ranvier.ir.text.Limits;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.admission.AdmissionLimits;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import org.junit.jupiter.api.Test;

class BadModuleTest {
  @Test
  void tellsTheOpAndTheLineAndKeepsTheWorker() throws Exception {
    try (var server = TestServer.start();
        var client = RuntimeClient.connect(server.address())) {
      var workers = server.workers();
      String wrong = Programs.ADD.replace("%y) :", "%z) :");
      assertThatThrownBy(() -> client.compile("sum", wrong))
          .isInstanceOfSatisfying(
              RuntimeFailure.BadModule.class,
              problem -> {
                assertThat(problem.line()).isEqualTo(3);
                assertThat(problem.op()).isEqualTo("stablehlo.add");
                assertThat(problem.getMessage())
                    .startsWith("module \"sum\": line 3: ")
                    .contains("%z")
                    .doesNotContain("\n");
              });
      assertThatThrownBy(() -> client.compile("nonsense", "this is no MLIR"))
          .isInstanceOf(RuntimeFailure.BadModule.class)
          .hasMessageContaining("module \"nonsense\": line 1: ");
      assertThat(server.workers()).isEqualTo(workers);
      client.compile("sum", Programs.ADD).close();
    }
  }

  @Test
  void refusesTextThatIsTooLarge() {
    var limits = new AdmissionLimits(100, Limits.ADMISSION);
    try (var server = TestServer.start(settings -> settings.withAdmission(limits));
        var client = RuntimeClient.connect(server.address())) {
      assertThatThrownBy(() -> client.compile("sum", Programs.ADD))
          .isInstanceOf(RuntimeFailure.Refused.class)
          .hasMessageContaining("module \"sum\": expected at most 100 bytes of text");
    }
  }
}
