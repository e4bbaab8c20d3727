package dev.ranvier.ir.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Breaks texts at random: mutates good ones, and makes up others from words of the language.
final class TextMutator {
  private static final Pattern TOKENS =
      Pattern.compile("[%#!@^]?[\\w.$]+|\"[^\"\\n]*\"|->|<\\{|\\}>|\\s+|.", Pattern.DOTALL);
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "2",
          "3",
          "7",
          "-2147483649",
          "4294967296",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551616",
          "0x7FC00000",
          "1.0",
          "1.0E400",
          "0xFFFFFFFFFFFFFFFFFF",
          "65536");
  private static final List<String> WORDS =
      List.of(
          "tensor<2x3xf32>",
          "tensor<0xi1>",
          "tensor<i32>",
          "tensor<4294967296x4294967296xf64>",
          "tensor<0x9999999999x9999999999xi8>",
          "!ranvier.queue<2xring[3]>",
          "dense<1>",
          "dense<[[1, 2]]>",
          "dense<\"0x00\">",
          "array<i64: 0, 0>",
          "array<i64>",
          "array<i1: true>",
          "#stablehlo<precision HIGH>",
          "#stablehlo.dot<>",
          "#sdy.sharding<@mesh, [{\"x\"}]>",
          "#sdy.mesh<[\"x\"=2]>",
          "\"x\":(1)2",
          "{?}p0",
          "[b, 0, f]x[0, i, o]->[b, 0, f]",
          "loc(unknown)",
          "loc(\"a\":1:2)",
          "loc(#loc)",
          "#loc = loc(#loc)\n",
          "\"\\F0\"",
          "\u0000",
          "\uD800",
          "^bb0",
          "module",
          "func.func",
          "unit",
          "({",
          "})",
          "{",
          "}",
          "[",
          "]",
          "<",
          ">",
          "(",
          ")",
          "//",
          "\"",
          "=",
          ":",
          ",",
          "->",
          "%0",
          "%arg0",
          "%0#1",
          "%9:2");

  private final List<String> seeds;
  private final List<List<String>> tokens;
  private final Random random;

  TextMutator(List<String> seeds, long seed) {
    this.seeds = seeds;
    this.tokens = seeds.stream().map(TextMutator::tokensOf).toList();
    this.random = new Random(seed);
  }

  private static List<String> tokensOf(String text) {
    return TOKENS.matcher(text).results().map(found -> found.group()).toList();
  }

  String next() {
    return switch (random.nextInt(10)) {
      case 0 -> garbage();
      case 1, 2 -> characters();
      default -> tokens();
    };
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String garbage() {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      text.append(word()).append(random.nextInt(4) == 0 ? "" : " ");
    }
    return text.toString();
  }

  private String word() {
    return switch (random.nextInt(4)) {
      case 0 -> any(NUMBERS);
      case 1 -> any(any(tokens));
      default -> any(WORDS);
    };
  }

  private String characters() {
    StringBuilder text = new StringBuilder(any(seeds));
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && !text.isEmpty(); i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) random.nextInt(128));
        case 2 -> text.insert(at, (char) random.nextInt(32, 127));
        case 3 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }

  /// Keeps the text a text of tokens, so that more of it is understood.
  private String tokens() {
    int which = random.nextInt(tokens.size());
    List<String> changed = new ArrayList<>(tokens.get(which));
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && !changed.isEmpty(); i++) {
      int at = random.nextInt(changed.size());
      switch (random.nextInt(8)) {
        case 0 -> changed.remove(at);
        case 1 -> changed.add(at, word());
        case 2 -> changed.set(at, word());
        case 3 -> changed.set(at, any(changed));
        case 4 -> changed.add(at, changed.get(at));
        default -> changeNumber(changed);
      }
    }
    return String.join("", changed);
  }

  private void changeNumber(List<String> changed) {
    int from = random.nextInt(changed.size());
    for (int i = from; i < changed.size(); i++) {
      Matcher digits = Pattern.compile("\\d+").matcher(changed.get(i));
      if (digits.find()) {
        String token = changed.get(i);
        String number = any(NUMBERS);
        changed.set(i, token.substring(0, digits.start()) + number + token.substring(digits.end()));
        return;
      }
    }
  }
}
