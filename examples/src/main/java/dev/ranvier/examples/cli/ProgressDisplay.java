package dev.ranvier.examples.cli;

import dev.ranvier.examples.run.Progress;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows on standard error how far long work has come: a bar on a terminal, else a line now and
/// then. Work that is soon done shows nothing.
final class ProgressDisplay implements Progress, AutoCloseable {
  /// The launcher says whether standard error is a terminal: Java can only ask about the others.
  private static final boolean TERMINAL = Boolean.getBoolean("ranvier.terminal");

  private static final Duration SHORT = Duration.ofMillis(800);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final int WIDTH = 78;

  private final String task;
  private final String unit;
  private final long unitSize;
  private final PrintWriter err;
  private Instant next = Instant.now().plus(SHORT);
  private String said = "";
  private @Nullable ProgressBar bar;

  /// @param unit what is counted, such as `MB`
  /// @param unitSize how much of what is counted makes one unit
  ProgressDisplay(String task, String unit, long unitSize, PrintWriter err) {
    this.task = task;
    this.unit = unit;
    this.unitSize = unitSize;
    this.err = err;
  }

  @Override
  public void reached(long done, long total, String remark) {
    said = remark;
    reached(done, total);
  }

  @Override
  public void reached(long done, long total) {
    if (bar != null) {
      bar.setExtraMessage(said.isEmpty() ? "" : " " + said);
      bar.stepTo(done);
    } else if (done < total && Instant.now().isAfter(next)) {
      show(done, total);
    }
  }

  @Override
  public void notice(String message) {
    err.println("ranvier: " + message);
    err.flush();
  }

  private void show(long done, long total) {
    if (TERMINAL) {
      bar = bar(total, System.err);
      bar.stepTo(done);
      return;
    }
    err.printf(
        Locale.ROOT,
        "%s: %,d of %,d %s%s%n",
        task,
        done / unitSize,
        total / unitSize,
        unit,
        said.isEmpty() ? "" : ", " + said);
    next = Instant.now().plus(BETWEEN_LINES);
  }

  private ProgressBar bar(long total, PrintStream terminal) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUnit(" " + unit, unitSize)
        .showSpeed()
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(100)
        .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
