package dev.ranvier.examples.bench.service;

import java.util.Locale;

/// What a row measured, in words, and whether that is what is asked for.
public record Figure(String text, boolean met) {
  static Figure of(boolean met, String format, Object... values) {
    return new Figure(String.format(Locale.ROOT, format, values), met);
  }
}
