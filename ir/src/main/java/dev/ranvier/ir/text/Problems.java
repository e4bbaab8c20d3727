package dev.ranvier.ir.text;

import dev.ranvier.ir.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a text. Reading goes on after a problem of meaning; after one of
/// spelling, it stops.
final class Problems {
  /// No one reads more.
  private static final int MOST = 100;

  private static final int LONGEST = 500;

  private record Problem(int offset, String message) {}

  private final Source source;
  private final List<Problem> found = new ArrayList<>();

  Problems(Source source) {
    this.source = source;
  }

  int count() {
    return found.size();
  }

  /// Notes a problem after which reading can go on.
  void report(int offset, String message) {
    found.add(new Problem(offset, oneLine(message)));
    if (found.size() >= MOST) {
      throw exception();
    }
  }

  /// Notes a problem after which it cannot.
  ParseException fatal(int offset, String message) {
    found.add(new Problem(offset, oneLine(message)));
    return exception();
  }

  /// What is quoted from a text can be long, and hold any character.
  private static String oneLine(String message) {
    String shorter = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
    return shorter.chars().noneMatch(Character::isISOControl)
        ? shorter
        : shorter.replaceAll("\\p{Cntrl}", "?");
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  private ParseException exception() {
    return new ParseException(
        found.stream()
            .sorted(Comparator.comparingInt(Problem::offset))
            .map(problem -> new Diagnostic(source.locate(problem.offset()), problem.message()))
            .toList());
  }
}
