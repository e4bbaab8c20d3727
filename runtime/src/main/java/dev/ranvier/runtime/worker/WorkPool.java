package dev.ranvier.runtime.worker;

import dev.ranvier.proto.runtime.v1.Failure.Kind;
import dev.ranvier.runtime.protocol.Failures;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A few platform threads for calls into the plugin, which block for as long as the device works,
/// and a bounded queue before them: what does not fit is refused, not piled up.
final class WorkPool implements Executor {
  private static final int QUEUE = 64;

  private final String work;
  private final ThreadPoolExecutor pool;

  WorkPool(String work, int threads) {
    this.work = work;
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name(work + "-", 0).factory(),
            (_, _) -> refuse());
  }

  /// @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED if the queue is full
  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  private void refuse() {
    throw Failures.of(
        Kind.KIND_LIMIT,
        "%s: %d calls are waiting already; try again later".formatted(work, QUEUE));
  }
}
