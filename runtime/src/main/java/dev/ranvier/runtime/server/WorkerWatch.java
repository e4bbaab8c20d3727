package dev.ranvier.runtime.server;

import dev.ranvier.proto.runtime.v1.ListDevicesRequest;
import dev.ranvier.proto.runtime.v1.RuntimeGrpc;
import io.grpc.StatusException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Looks after one worker that is still there but may no longer do anything: stopped by a signal,
/// or silent. It is ended then, so that another can take its place.
final class WorkerWatch {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// A debugger or an operator may stop a process for a moment.
  private static final int STOPPED_LOOKS = 3;

  private static final int ASK_EVERY_LOOKS = 5;

  /// Long, since a machine under load answers late, and ending a worker costs everyone's arrays.
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final WorkerProcess worker;

  private WorkerWatch(WorkerProcess worker) {
    this.worker = worker;
  }

  static void over(WorkerProcess worker) {
    Thread.ofVirtual().name("watch of worker " + worker.pid()).start(new WorkerWatch(worker)::run);
  }

  private void run() {
    try {
      int stopped = 0;
      for (int look = 1; worker.isAlive(); look++) {
        Thread.sleep(LOOK_EVERY);
        stopped = isStopped(worker.pid()) ? stopped + 1 : 0;
        if (stopped >= STOPPED_LOOKS) {
          worker.kill("it was stopped by a signal for %d s".formatted(stopped));
        } else if (stopped == 0 && look % ASK_EVERY_LOOKS == 0 && worker.isAlive()) {
          ask();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws InterruptedException {
    try {
      var _ =
          RuntimeGrpc.newBlockingV2Stub(worker.channels().shown())
              .withDeadlineAfter(SILENCE)
              .listDevices(ListDevicesRequest.getDefaultInstance());
    } catch (StatusException problem) {
      if (worker.isAlive() && !worker.isDeadSoon()) {
        worker.kill(
            "it did not answer for %d s (%s)"
                .formatted(SILENCE.toSeconds(), problem.getStatus().getCode()));
      }
    }
  }

  /// By the state that Linux tells of a process; elsewhere the question alone has to find out.
  private static boolean isStopped(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
      char state = status.charAt(status.lastIndexOf(')') + 2);
      return state == 'T' || state == 't';
    } catch (IOException | IndexOutOfBoundsException _) {
      return false;
    }
  }
}
