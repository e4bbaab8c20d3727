package dev.ranvier.examples.cli;

import dev.ranvier.runtime.client.RuntimeStatus;
import dev.ranvier.runtime.client.RuntimeStatus.CallStatus;
import dev.ranvier.runtime.client.RuntimeStatus.SessionStatus;
import dev.ranvier.runtime.client.RuntimeStatus.WorkerStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// What `ranvier top` shows: a status, and rates since an earlier one.
record TopView(RuntimeStatus before, RuntimeStatus now) {
  /// What was before the start.
  static final RuntimeStatus START =
      new RuntimeStatus(0, false, List.of(), List.of(), List.of(), 0, 0);

  private static final int MOST_SESSIONS = 20;
  private static final CallStatus NONE = new CallStatus("", 0, 0, 0, 0);

  void print(PrintWriter out) {
    out.printf(
        "up %s%s   %d sessions   in %s/s   out %s/s%n",
        time(now.uptimeMillis()),
        now.draining() ? ", draining" : "",
        now.sessions().size(),
        bytes(rate(now.receivedBytes(), before.receivedBytes())),
        bytes(rate(now.sentBytes(), before.sentBytes())));
    out.println();
    workers(out);
    out.println();
    sessions(out);
    out.println();
    calls(out);
    out.flush();
  }

  private void workers(PrintWriter out) {
    TextTable table = new TextTable("device set", "pid", "memory", "arrays", "deaths");
    for (WorkerStatus worker : now.workers()) {
      table.row(
          worker.deviceSet(),
          worker.pid() == 0 ? "down" : Long.toString(worker.pid()),
          bytes((double) worker.residentBytes()),
          bytes((double) worker.arrayBytes()),
          Integer.toString(worker.deaths()));
    }
    table.print(out);
  }

  private void sessions(PrintWriter out) {
    TextTable table =
        new TextTable("tenant", "device set", "age", "arrays", "bytes", "executables");
    for (SessionStatus session : now.sessions().stream().limit(MOST_SESSIONS).toList()) {
      table.row(
          session.tenant(),
          session.deviceSet(),
          time(session.ageMillis()),
          Integer.toString(session.arrays()),
          bytes((double) session.arrayBytes()),
          Integer.toString(session.executables()));
    }
    table.print(out);
    if (now.sessions().size() > MOST_SESSIONS) {
      out.printf("and %d more%n", now.sessions().size() - MOST_SESSIONS);
    }
  }

  private void calls(PrintWriter out) {
    TextTable table = new TextTable("call", "calls/s", "mean ms", "running", "failed");
    for (CallStatus call : now.calls()) {
      CallStatus past = past(call.method());
      long ended = call.succeeded() + call.failed();
      long more = ended - past.succeeded() - past.failed();
      table.row(
          call.method().replaceFirst("^.*\\.", ""),
          decimal(rate(call.started(), past.started())),
          decimal(more == 0 ? 0 : 1000 * (call.seconds() - past.seconds()) / more),
          Long.toString(call.started() - ended),
          Long.toString(call.failed()));
    }
    table.print(out);
  }

  private CallStatus past(String method) {
    return before.calls().stream()
        .filter(call -> call.method().equals(method))
        .findFirst()
        .orElse(NONE);
  }

  private double rate(long to, long from) {
    long millis = Math.max(1, now.uptimeMillis() - before.uptimeMillis());
    return 1000.0 * (to - from) / millis;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String bytes(double count) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double scaled = count;
    int unit = 0;
    while (scaled >= 1024 && unit < units.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return unit == 0
        ? Math.round(scaled) + " B"
        : String.format(Locale.ROOT, "%.1f %s", scaled, units[unit]);
  }

  private static String time(long millis) {
    long seconds = millis / 1000;
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? "%d min %d s".formatted(seconds / 60, seconds % 60)
            : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
