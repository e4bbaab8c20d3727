package dev.ranvier.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Isomorphism;
import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;
import dev.ranvier.ir.text.Parser;
import dev.ranvier.ir.text.Printer;
import org.junit.jupiter.api.Test;

/// What is measured is what is said to be measured.
final class LargeModuleTest {
  @Test
  void hasAsManyOpsAsItIsAskedFor() {
    assertThat(LargeModule.count(LargeModule.of(1))).isEqualTo(LargeModule.OPS_OF_A_LAYER + 1);
    assertThat(LargeModule.count(LargeModule.of(IrBenchmark.OPS)))
        .isBetween(IrBenchmark.OPS, IrBenchmark.OPS + LargeModule.OPS_OF_A_LAYER);
  }

  @Test
  void holdsTogetherAndIsReadBack() {
    Module module = LargeModule.of(1000);
    assertThat(Verifier.verify(module, Stage.TENSOR)).isEmpty();
    Module back = Parser.parse(Printer.print(module), "large.mlir");
    assertThat(Isomorphism.firstDifference(module, back, Isomorphism.Locations.COMPARED)).isEmpty();
  }
}
