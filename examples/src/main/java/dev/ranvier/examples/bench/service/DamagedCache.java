package dev.ranvier.examples.bench.service;

import dev.ranvier.proto.runtime.v1.CompileReply;
import dev.ranvier.proto.runtime.v1.ExecuteReply;
import dev.ranvier.proto.runtime.v1.Origin;
import dev.ranvier.runtime.plugin.Folders;
import dev.ranvier.runtime.server.RuntimeServer;
import dev.ranvier.runtime.worker.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Row 18: machine code on a disk that takes none, is full, or lies; and many processes that want
/// to store the same. A full disk is played by a limit on the size of files that the worker gets
/// after its start (RLIMIT_FSIZE): a write fails in the middle of an entry, as it does there.
final class DamagedCache {
  private static final long SEED = 18;

  /// Less than the smallest program's code.
  private static final int FILE_LIMIT = 1024;

  private final List<String> told = new ArrayList<>();
  private boolean met = true;

  Figure measure(Bench bench) throws Exception {
    Path folder = Files.createTempDirectory("ranvier-bench-cache");
    try {
      withoutFolder(bench, folder);
      onFullDisk(bench, folder.resolve("full"));
      flippedBits(bench, folder.resolve("flipped"), bench.scale().of(50, 1_000));
      manyProcesses(bench, folder.resolve("shared"), bench.scale().of(3, 8));
      return new Figure(String.join("; ", told), met);
    } finally {
      Folders.delete(folder);
    }
  }

  private void tell(boolean good, String what) {
    met &= good;
    told.add(good ? what : "NOT: " + what);
  }

  private void withoutFolder(Bench bench, Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    try (RuntimeServer server = start(bench, file.resolve("cache"))) {
      tell(Modules.works(server.address()), "runs on without a folder that can be written");
    }
  }

  private void onFullDisk(Bench bench, Path folder) throws Exception {
    try (RuntimeServer server = start(bench, folder)) {
      long worker = server.workers().getFirst();
      int code =
          new ProcessBuilder("prlimit", "--pid", Long.toString(worker), "--fsize=" + FILE_LIMIT)
              .start()
              .waitFor();
      boolean works = Modules.works(server.address());
      boolean same = server.workers().getFirst() == worker;
      boolean empty = !Files.isDirectory(folder) || entries(folder).isEmpty();
      tell(code == 0 && works && same && empty, "runs on with a full disk, nothing stored");
    }
  }

  private void flippedBits(Bench bench, Path folder, int count) throws Exception {
    try (RuntimeServer server = start(bench, folder)) {
      var _ = compileAll(server, count);
    }
    List<Path> entries = entries(folder);
    Random random = new Random(SEED);
    for (Path entry : entries) {
      byte[] bytes = Files.readAllBytes(entry);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      var _ = Files.write(entry, bytes);
    }
    try (RuntimeServer server = start(bench, folder)) {
      int[] found = compileAll(server, count);
      tell(
          entries.size() == count && found[0] == count && found[1] == 0,
          "%,d entries with a flipped bit: %,d found, %d loaded"
              .formatted(count, found[0], found[1]));
    }
  }

  /// @return how many entries were damaged, and how many programs came from the disk
  private static int[] compileAll(RuntimeServer server, int count) throws Exception {
    int[] found = new int[2];
    try (RawCalls calls = new RawCalls(server.address())) {
      var x = calls.upload(Modules.three());
      for (int i = 0; i < count; i++) {
        CompileReply reply = calls.compile("numbered", Modules.numbered(i));
        found[0] += reply.getDamagedEntries();
        found[1] += reply.getOrigin() == Origin.ORIGIN_DISK ? 1 : 0;
        ExecuteReply result = calls.execute(RawCalls.request(reply.getExecutable(), x));
        var array = result.getResult().getOutputs(0).getArray();
        float first = calls.download(array, Modules.three().type()).floats()[0];
        if (first != 1 + i) {
          throw new IllegalStateException("program %d gave %f".formatted(i, first));
        }
      }
    }
    return found;
  }

  private void manyProcesses(Bench bench, Path folder, int count) throws Exception {
    String large = Modules.large(200, 1);
    List<RuntimeServer> servers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        servers.add(start(bench, folder));
      }
      List<Callable<CompileReply>> compilations = new ArrayList<>();
      for (RuntimeServer server : servers) {
        compilations.add(() -> compile(server, large));
      }
      int damaged = 0;
      for (Future<CompileReply> reply : threads.invokeAll(compilations)) {
        damaged += reply.get().getDamagedEntries();
      }
      int entries = entries(folder).size();
      servers.removeFirst().close();
      servers.addFirst(start(bench, folder));
      boolean fromDisk = compile(servers.getFirst(), large).getOrigin() == Origin.ORIGIN_DISK;
      tell(
          damaged == 0 && entries == 1 && fromDisk,
          "%d workers on one key: %d entry, which the next one loads".formatted(count, entries));
    } finally {
      servers.forEach(RuntimeServer::close);
    }
  }

  private static CompileReply compile(RuntimeServer server, String text) throws Exception {
    try (RawCalls calls = new RawCalls(server.address())) {
      return calls.compile("large", text);
    }
  }

  private static RuntimeServer start(Bench bench, Path folder) {
    return bench.start(settings -> settings.withCache(CacheFolder.at(folder)));
  }

  private static List<Path> entries(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
