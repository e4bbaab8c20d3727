package dev.ranvier.examples.run;

/// Told how far long work has come.
@FunctionalInterface
public interface Progress {
  /// Says nothing.
  Progress SILENT = (done, total) -> {};

  /// @param done of `total`
  void reached(long done, long total);

  /// @param remark what else is to be said of it
  default void reached(long done, long total, String remark) {
    reached(done, total);
  }

  /// Something that does not stop the work, but that one should know.
  default void notice(String message) {}
}
