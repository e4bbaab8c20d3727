package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.lane.LaneSocket;
import dev.ranvier.runtime.pjrt.PjrtException;
import dev.ranvier.runtime.pjrt.PluginException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A worker's entry point. Reads its orders, loads the plugin, reports, serves, and ends when its
/// input does.
public final class WorkerMain {
  private static final int FAILED = 1;

  private WorkerMain() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream reports = System.out;
    // Whatever else prints must not get among the reports.
    System.setOut(System.err);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    WorkerOrders orders = WorkerOrders.read(input);
    Thread.ofPlatform().daemon().name("parent").start(() -> endWithParent(input, orders.lanes()));
    try {
      WorkerServer server = WorkerServer.start(orders, report -> reports.println(report.line()));
      reports.println(new WorkerReport.Ready(server.socket()).line());
      server.awaitTermination();
    } catch (PluginException | PjrtException | IOException problem) {
      reports.println(new WorkerReport.Failed(String.valueOf(problem.getMessage())).line());
      Runtime.getRuntime().halt(FAILED);
    } catch (InterruptedException _) {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  /// The front holds the other end of the input. When that ends, by the front's will or its death,
  /// so does the worker: at once, since an execution may be running that nothing else stops.
  private static void endWithParent(BufferedReader input, LaneSocket lanes) {
    try {
      while (input.read() >= 0) {
        // Nothing more is expected; only the end counts.
      }
    } catch (IOException _) {
      // An input that cannot be read has ended too.
    }
    lanes.close();
    Runtime.getRuntime().halt(0);
  }
}
