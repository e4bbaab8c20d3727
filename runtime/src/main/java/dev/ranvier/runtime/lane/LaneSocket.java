package dev.ranvier.runtime.lane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a worker takes lanes: a socket in a folder that only its user can enter. Worker and front
/// both remove it, so that it goes with whichever of them ends last.
public record LaneSocket(Path path) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneSocket.class);

  /// A place where no socket is yet.
  public static LaneSocket create() throws IOException {
    return new LaneSocket(Files.createTempDirectory("ranvier-worker-").resolve("lanes"));
  }

  /// Removes it, if it is still there.
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
      Files.deleteIfExists(path.getParent());
    } catch (IOException problem) {
      LOG.debug("{} is left behind", path, problem);
    }
  }
}
