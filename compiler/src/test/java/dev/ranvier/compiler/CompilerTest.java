package dev.ranvier.compiler;

import static dev.ranvier.compiler.target.Targets.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.models.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CompilerTest {
  @Test
  void dump() throws Exception {
    Program p =
        Compiler.target(cpu()).compile(Models.yinYang(), Settings.batch(64).steps(250).seed(1));
    Files.writeString(Path.of("/tmp/yy.mlir"), p.text());
    Files.writeString(Path.of("/tmp/yy_init.mlir"), p.initialText());
    Files.writeString(Path.of("/tmp/yy_event.mlir"), p.stages().text(Stages.Name.EVENT));
    System.out.println(p.graph().text());
    System.out.println(p.explain());
    System.out.println(p.signature());
    p = Compiler.target(cpu()).compile(Models.recurrent(), Settings.batch(3).steps(40).seed(1));
    Files.writeString(Path.of("/tmp/rec.mlir"), p.text());
    Files.writeString(Path.of("/tmp/rec_init.mlir"), p.initialText());
    assertThat(p.parameters()).isNotEmpty();
  }
}
