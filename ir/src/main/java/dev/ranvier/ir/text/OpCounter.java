package dev.ranvier.ir.text;

/// Counts the ops of a text against the limit.
final class OpCounter {
  private int count;

  void count(Cursor cursor) {
    int limit = cursor.limits().operations();
    if (++count > limit) {
      throw cursor
          .problems()
          .fatal(cursor.offset(), "expected at most %d ops, got more".formatted(limit));
    }
  }
}
