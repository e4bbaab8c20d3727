package dev.ranvier.compiler.queue;

/// What becomes of a new event among those that a list of stamps holds.
enum Discipline {
  /// It goes to the end; it is dropped when all slots are taken.
  APPEND,
  /// It goes where its step of arrival belongs; it is dropped when all slots are taken.
  SORT_WHILE_FREE,
  /// It goes where its step of arrival belongs; the latest is dropped when all slots are taken.
  SORT,
  /// It takes the only slot, and the one that was there is dropped.
  REPLACE
}
