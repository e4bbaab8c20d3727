package dev.ranvier.ir.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.ir.Module;
import dev.ranvier.ir.Stage;
import dev.ranvier.ir.Verifier;

/// What holds of any text at all: either a module comes out, which then is printed and read back
/// the same, or a `ParseException` does.
final class AnyText {
  /// Small enough that what is accepted can also be printed and verified at once.
  private static final Limits LIMITS =
      new Limits(100_000, 1000, 16, 16, 10_000, 8, 1L << 34, 1L << 20);

  private AnyText() {}

  /// @return whether it is a module
  static boolean isRead(String text) {
    Module module;
    try {
      module = Parser.parse(text, "fuzz.mlir", LIMITS);
    } catch (ParseException expected) {
      assertThat(expected.diagnostics()).isNotEmpty();
      return false;
    }
    assertThat(Verifier.verify(module, Stage.EVENT)).isNotNull();
    String printed = Printer.print(module);
    assertThat(Printer.print(readBack(printed))).isEqualTo(printed);
    return true;
  }

  private static Module readBack(String printed) {
    try {
      return Parser.parse(printed, "again.mlir", Limits.GENEROUS);
    } catch (ParseException wrong) {
      throw new AssertionError("printed, but not read back:\n" + printed, wrong);
    }
  }
}
