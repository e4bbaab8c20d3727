package dev.ranvier.examples.bench.service;

import com.google.protobuf.ByteString;
import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.ExecuteRequest;
import dev.ranvier.runtime.array.ArrayType;
import dev.ranvier.runtime.array.DType;
import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.plugin.Folders;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.worker.CacheFolder;
import io.grpc.Status;
import io.grpc.StatusException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Row 5: `kill -9` of a worker in the middle of something, again and again. The client then does
/// what the error tells it to: uploads and compiles again, and repeats the execution under its key.
final class KilledWorkers {
  private static final long SEED = 5;
  private static final HostArray LARGE = HostArray.zeros(ArrayType.of(DType.U8, 96L << 20));

  private final Random random = new Random(SEED);
  private final Map<Moment, Integer> hits = new EnumMap<>(Moment.class);
  private final List<String> stored = new ArrayList<>();
  private double slowestAnswer;
  private double slowestWorker;
  private int rounds;
  private int repeated;
  private int wrongAnswers;
  private int damaged;

  /// What the worker is doing when it is killed.
  private enum Moment {
    EXECUTE,
    COMPILE,
    TRANSFER,
    CACHE_WRITE
  }

  Figure measure(Bench bench) throws Exception {
    Path folder = Files.createTempDirectory("ranvier-bench-cache");
    try (RuntimeServer server =
        bench.start(settings -> settings.withCache(CacheFolder.at(folder)))) {
      for (int i = 0; i < bench.scale().of(2, 25); i++) {
        for (Moment moment : Moment.values()) {
          round(server, moment, folder, i);
        }
      }
      return figure(torn(server));
    } finally {
      Folders.delete(folder);
    }
  }

  private Figure figure(int torn) {
    boolean met =
        slowestAnswer <= 2
            && slowestWorker <= 5
            && repeated == rounds
            && wrongAnswers == 0
            && damaged + torn == 0;
    return Figure.of(
        met,
        "client told in %.2f s at most (%d not as UNAVAILABLE), new worker in %.2f s at most, retry succeeds %d of %d,"
            + " killed before the call was over: %s; %d torn entries",
        slowestAnswer,
        wrongAnswers,
        slowestWorker,
        repeated,
        rounds,
        hits,
        damaged + torn);
  }

  private void round(RuntimeServer server, Moment moment, Path folder, int number)
      throws Exception {
    rounds++;
    ProcessHandle worker = Processes.worker(server);
    try (RawCalls calls = new RawCalls(server.address())) {
      CompletableFuture<Status> ended = start(calls, moment, number);
      awaitMoment(moment, folder, ended);
      long begin = System.nanoTime();
      worker.destroyForcibly();
      Status status = ended.get(30, TimeUnit.SECONDS);
      if (!status.isOk()) {
        hits.merge(moment, 1, Integer::sum);
        slowestAnswer = Math.max(slowestAnswer, Waiting.since(begin));
        wrongAnswers += status.getCode() == Status.Code.UNAVAILABLE ? 0 : 1;
      }
      var _ =
          Waiting.until(
              "a new worker",
              Duration.ofSeconds(60),
              () -> server.workers().getFirst() != worker.pid());
      slowestWorker = Math.max(slowestWorker, Waiting.since(begin));
      repeated += repeat(calls, number) ? 1 : 0;
    }
  }

  private CompletableFuture<Status> start(RawCalls calls, Moment moment, int number)
      throws Exception {
    return switch (moment) {
      case EXECUTE -> {
        ExecuteRequest request = request(calls, number, 2_000_000_000);
        yield async(() -> calls.execute(request));
      }
      case COMPILE, CACHE_WRITE -> {
        String text = Modules.large(300, number);
        String own = text.replace("@large", "@large_%d_%s".formatted(number, moment));
        stored.add(own);
        yield async(() -> calls.compile("large", own));
      }
      case TRANSFER -> async(() -> calls.upload(LARGE));
    };
  }

  private void awaitMoment(Moment moment, Path folder, CompletableFuture<Status> ended)
      throws Exception {
    switch (moment) {
      case EXECUTE -> Thread.sleep(200 + random.nextInt(200));
      case COMPILE -> Thread.sleep(20 + random.nextInt(200));
      case TRANSFER -> Thread.sleep(10 + random.nextInt(60));
      case CACHE_WRITE -> {
        while (!ended.isDone() && !isWriting(folder)) {
          Thread.onSpinWait();
        }
      }
    }
  }

  /// As the error says: uploads and compiles again, then the same execution under the same key.
  private boolean repeat(RawCalls calls, int number) {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        ExecuteRequest request = request(calls, number, 1000);
        return calls.execute(request).hasResult();
      } catch (StatusException _) {
        // Until the front has seen that its worker is gone, it says so once more.
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private ExecuteRequest request(RawCalls calls, int number, int steps)
      throws StatusException, InterruptedException {
    CompileReply reply = calls.compile("steps", Modules.STEPS);
    damaged += reply.getDamagedEntries();
    ByteString n = calls.upload(HostArray.of(new int[] {steps}));
    ByteString x = calls.upload(Modules.three());
    return RawCalls.request(reply.getExecutable(), n, x).toBuilder()
        .setIdempotencyKey(ByteString.copyFromUtf8("run " + number))
        .build();
  }

  /// Compiles once more what the killed workers were about to store. Reading what they left behind,
  /// the last worker counts what is damaged.
  private int torn(RuntimeServer server) throws Exception {
    int found = 0;
    try (RawCalls calls = new RawCalls(server.address())) {
      for (String text : stored) {
        found += calls.compile("large", text).getDamagedEntries();
      }
    }
    return found;
  }

  private static boolean isWriting(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".part"));
    }
  }

  private static CompletableFuture<Status> async(Callable<?> call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            var _ = call.call();
            return Status.OK;
          } catch (StatusException problem) {
            return problem.getStatus();
          } catch (Exception problem) {
            return Status.UNKNOWN.withCause(problem);
          }
        });
  }
}
