package dev.ranvier.examples.bench.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes texts that are no StableHLO, or not quite: from the language's own words in a wrong order,
/// and from good modules in which something was cut, doubled, moved or replaced. The same for the
/// same seed.
final class BrokenTexts {
  private static final List<String> GOOD =
      List.of(
          Modules.ADD, Modules.STEPS, Modules.ENDLESS, Modules.numbered(7), Modules.large(6, 1));

  private static final List<String> WORDS =
      Arrays.asList(
          ("module @m { } ( ) ^bb0 : -> , = < > [ ] % %0 %x %9999999999999999999 # #stablehlo func.func"
                  + " public @main \"func.return\" \"stablehlo.add\" \"stablehlo.while\""
                  + " \"stablehlo.constant\" \"stablehlo.custom_call\" \"stablehlo.case\" tensor<3xf32>"
                  + " tensor<?xf32> tensor<9223372036854775808xf32> tensor<-1xi1> tensor<f8E4M3FN>"
                  + " tensor<3x3x3x3x3x3x3x3x3x3x3x3xi64> dense<0> dense<[[1],[2,3]]> {value ="
                  + " array<i64: 1> loc( \"f.java\":3:4) 1e999 -0x7F nan \" \\ \u0000 é tuple<> token")
              .split(" "));

  private final Random random;

  /// A text, and from what it was made.
  record Broken(String text) {}

  BrokenTexts(Random random) {
    this.random = random;
  }

  /// Words in any order, behind a beginning that is sometimes right.
  Broken generated() {
    StringBuilder text = new StringBuilder();
    if (random.nextBoolean()) {
      text.append("module @m {\n  func.func public @main(%x: tensor<3xf32>) -> tensor<3xf32> {\n");
    }
    int words = 1 + random.nextInt(120);
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
      text.append(random.nextInt(8) == 0 ? "\n" : " ");
    }
    return new Broken(text.toString());
  }

  /// A good module with one to three things wrong.
  Broken mutated() {
    String text = GOOD.get(random.nextInt(GOOD.size()));
    for (int i = random.nextInt(3); i >= 0; i--) {
      text = text.isEmpty() ? "x" : mutate(text);
    }
    return new Broken(text);
  }

  private String mutate(String text) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(20));
    String before = text.substring(0, from);
    String piece = text.substring(from, to);
    String after = text.substring(to);
    return switch (random.nextInt(7)) {
      case 0 -> before + after;
      case 1 -> before + piece + piece + after;
      case 2 -> before + WORDS.get(random.nextInt(WORDS.size())) + after;
      case 3 -> before + (char) random.nextInt(0x250) + text.substring(from + 1);
      case 4 -> before;
      case 5 -> text.replaceFirst("\\d+", Long.toString(random.nextLong()));
      default -> swapLines(text);
    };
  }

  private String swapLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    java.util.Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return String.join("\n", lines);
  }
}
