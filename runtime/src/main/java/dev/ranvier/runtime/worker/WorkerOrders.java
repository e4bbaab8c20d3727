package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.lane.LaneSocket;
import dev.ranvier.runtime.protocol.AccessToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a front tells its worker through the worker's standard input, where no other process can
/// read it: `key=value` lines, ended by an empty one. The input then stays open for as long as the
/// worker is wanted.
///
/// @param token what the front will show in every call
/// @param library the plugin to load
/// @param devices how many devices to ask the plugin for; 0 leaves it to the plugin
/// @param lanes where to take plain executions
/// @param concurrency how many executions may run at once
/// @param cache where machine code is kept, if it is
public record WorkerOrders(
    AccessToken token,
    Path library,
    int devices,
    LaneSocket lanes,
    int concurrency,
    Optional<CacheFolder> cache) {
  public void write(Writer out) throws IOException {
    out.write("token=" + token.reveal() + "\n");
    out.write("library=" + library + "\n");
    out.write("devices=" + devices + "\n");
    out.write("lanes=" + lanes.path() + "\n");
    out.write("concurrency=" + concurrency + "\n");
    if (cache.isPresent()) {
      out.write("cache=" + cache.get().path() + "\n");
      out.write("cacheBytes=" + cache.get().mostBytes() + "\n");
    }
    out.write("\n");
    out.flush();
  }

  /// @throws IOException if the input ends early or lacks an order
  static WorkerOrders read(BufferedReader in) throws IOException {
    Map<String, String> orders = new HashMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      int equals = line.indexOf('=');
      orders.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
    }
    return new WorkerOrders(
        new AccessToken(get(orders, "token")),
        Path.of(get(orders, "library")),
        Integer.parseInt(get(orders, "devices")),
        new LaneSocket(Path.of(get(orders, "lanes"))),
        Integer.parseInt(get(orders, "concurrency")),
        cache(orders));
  }

  private static Optional<CacheFolder> cache(Map<String, String> orders) throws IOException {
    return orders.containsKey("cache")
        ? Optional.of(
            new CacheFolder(
                Path.of(get(orders, "cache")), Long.parseLong(get(orders, "cacheBytes"))))
        : Optional.empty();
  }

  private static String get(Map<String, String> orders, String key) throws IOException {
    String value = orders.get(key);
    if (value == null) {
      throw new IOException(
          "worker: expected the order \"%s\" on standard input; a worker is started by `ranvier serve`, not by hand"
              .formatted(key));
    }
    return value;
  }
}
