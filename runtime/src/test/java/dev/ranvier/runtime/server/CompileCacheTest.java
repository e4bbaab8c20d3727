package dev.ranvier.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ranvier.runtime.array.HostArray;
import dev.ranvier.runtime.client.RemoteExecutable.Origin;
import dev.ranvier.runtime.client.RuntimeClient;
import dev.ranvier.runtime.testing.Programs;
import dev.ranvier.runtime.testing.TestServer;
import dev.ranvier.runtime.worker.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs are compiled once: by a worker, and by all workers that share a folder.
@Timeout(180)
class CompileCacheTest {
  @TempDir private Path folder = Path.of("");

  /// What a run of a program gave, and where the program came from.
  private record Seen(Origin origin, List<Float> result) {}

  @Test
  void secondSessionHasTheLoadedProgramAndSecondServerTheStoredOne() {
    Seen first;
    try (RuntimeServer server = TestServer.start(this::withCache)) {
      first = run(server);
      assertThat(first.origin).isEqualTo(Origin.COMPILED);
      assertThat(run(server)).isEqualTo(new Seen(Origin.MEMORY, first.result));
    }
    try (RuntimeServer server = TestServer.start(this::withCache)) {
      assertThat(run(server)).isEqualTo(new Seen(Origin.DISK, first.result));
      assertThat(run(server)).isEqualTo(new Seen(Origin.MEMORY, first.result));
    }
  }

  @Test
  void compilesAnewWhatIsStoredDamaged() throws IOException {
    Seen first;
    try (RuntimeServer server = TestServer.start(this::withCache)) {
      first = run(server);
    }
    Path entry = entries().getFirst();
    byte[] bytes = Files.readAllBytes(entry);
    bytes[bytes.length / 2] ^= 1;
    Files.write(entry, bytes);
    try (RuntimeServer server = TestServer.start(this::withCache)) {
      assertThat(run(server)).isEqualTo(first);
    }
    assertThat(Files.readAllBytes(entries().getFirst())).isNotEqualTo(bytes);
  }

  @Test
  void programOutlivesTheSessionThatAskedForItFirst() {
    try (RuntimeServer server = TestServer.start();
        RuntimeClient second = RuntimeClient.connect(server.address())) {
      try (RuntimeClient first = RuntimeClient.connect(server.address())) {
        var _ = first.compile("steps", Programs.STEPS);
        assertThat(second.compile("steps", Programs.STEPS).origin()).isEqualTo(Origin.MEMORY);
      }
      assertThat(run(server).origin).isEqualTo(Origin.MEMORY);
    }
  }

  private ServerSettings withCache(ServerSettings settings) {
    return settings.withCache(CacheFolder.at(folder));
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static Seen run(RuntimeServer server) {
    try (var client = RuntimeClient.connect(server.address());
        var steps = client.compile("steps", Programs.STEPS);
        var n = client.upload(HostArray.of(new int[] {1000}));
        var drive = client.upload(HostArray.of(new float[] {0.1f, 0.2f, 0.3f}, 3));
        var x = client.upload(HostArray.of(new float[3], 3));
        var outcome = client.execute(steps, List.of(n, drive, x))) {
      float[] end = client.download(outcome.outputs().getFirst()).floats();
      return new Seen(steps.origin(), List.of(end[0], end[1], end[2]));
    }
  }
}
