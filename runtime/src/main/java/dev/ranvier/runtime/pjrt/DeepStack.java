package dev.ranvier.runtime.pjrt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Runs the plugin's compiler on a thread with a deep stack: it recurses over the program, and a
/// long chain of ops overflows a stack of the usual size, which ends the process.
final class DeepStack {
  private static final long STACK_BYTES = 256L << 20;

  private DeepStack() {}

  /// Waits for the result even if interrupted, since nothing can stop the compiler; the interrupt
  /// is kept.
  static <T> T run(Supplier<T> work) {
    var result = new CompletableFuture<T>();
    Runnable task =
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | Error problem) {
            result.completeExceptionally(problem);
          }
        };
    Thread.ofPlatform().name("pjrt-compile").daemon().stackSize(STACK_BYTES).start(task);
    try {
      return result.join();
    } catch (CompletionException problem) {
      throw unwrapped(problem);
    }
  }

  private static RuntimeException unwrapped(CompletionException problem) {
    return switch (problem.getCause()) {
      case Error error -> throw error;
      case RuntimeException cause -> cause;
      case null, default -> problem;
    };
  }
}
