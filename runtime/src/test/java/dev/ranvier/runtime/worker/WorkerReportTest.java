package dev.ranvier.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.protocol.LocalSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerReportTest {
  @Test
  void readsWhatItWrites() {
    List<WorkerReport> reports =
        List.of(
            new WorkerReport.Ready(new LocalSocket("ranvier-4711")),
            new WorkerReport.Failed("no plugin there"),
            new WorkerReport.Stuck(
                com.google.protobuf.ByteString.copyFromUtf8("module"),
                "an execution ran past its deadline"));
    for (WorkerReport report : reports) {
      assertThat(WorkerReport.parse(report.line())).hasValue(report);
    }
  }

  @Test
  void keepsProblemsOnOneLine() {
    assertThat(new WorkerReport.Failed("one\n  two\n").line())
        .isEqualTo("ranvier-worker failed one; two");
  }

  @Test
  void takesOtherOutputForChatter() {
    assertThat(WorkerReport.parse("I0000 compiling cluster")).isEmpty();
    assertThat(WorkerReport.parse("ranvier-worker dances")).isEmpty();
  }
}
