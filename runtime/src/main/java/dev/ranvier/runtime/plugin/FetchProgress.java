package dev.ranvier.runtime.plugin;

/// Told how far the download of a plugin has come.
@FunctionalInterface
public interface FetchProgress {
  /// Says nothing.
  FetchProgress SILENT = (wheel, bytes, total) -> {};

  /// Called every now and then from the fetching thread; the last call has `bytes` equal to
  /// `total`.
  void fetched(PinnedWheel wheel, long bytes, long total);
}
