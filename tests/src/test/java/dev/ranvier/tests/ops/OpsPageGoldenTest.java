package dev.ranvier.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.op.OpTable;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.tests.golden.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Holds `ir/docs/ops.md` to what the code says.
final class OpsPageGoldenTest {
  private static final Path IR = Path.of("..", "ir");

  private static Module sample(String name) throws IOException {
    Path file = IR.resolve("src/test/resources/dev/ranvier/ir/text").resolve(name);
    return Parser.parse(Files.readString(file), name);
  }

  @Test
  void saysOfEveryOpWhatTheCodeSays() throws IOException {
    OpsPage page =
        OpsPage.of(List.of(sample("every-tensor-op.mlir"), sample("every-event-op.mlir")));
    assertThat(page.names()).containsExactlyInAnyOrderElementsOf(OpTable.names());
    Golden.checkFile(IR.resolve("docs/ops.md"), page.text());
  }
}
