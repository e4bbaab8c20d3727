package dev.ranvier.ir.text;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `AnyText` for texts that Jazzer makes from our samples, guided by which branches of the parser
/// they reach. Searches under the profile `fuzz` only, until it finds something or its time is up;
/// what it found lies in a file that the failure names, what it learned in `.cifuzz-corpus`.
@Tag("fuzz")
class ParserJazzerTest {
  static Stream<Arguments> seeds() {
    return Stream.concat(
            Stream.of("every-tensor-op.mlir", "every-event-op.mlir", "generic-module.mlir")
                .map(SampleTexts::read),
            Stream.concat(
                SampleTexts.oneOpEach().stream(),
                Arrays.stream(SampleTexts.read("pretty-forms.mlir").split("// -----\n"))))
        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void onlyParseExceptionsComeOutOfAnyText(byte[] text) {
    AnyText.isRead(new String(text, StandardCharsets.UTF_8));
  }
}
