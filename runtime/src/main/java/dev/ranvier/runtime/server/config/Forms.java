package dev.ranvier.runtime.server.config;

import dev.ranvier.runtime.server.security.Listen;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How quantities and addresses are written: `30 s`, `16 GiB`, `127.0.0.1:8470`.
final class Forms {
  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
  private static final Pattern ADDRESS =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]+):(\\d{1,5})");
  private static final int LARGEST_PORT = 65535;

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "min", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));
  private static final Map<String, Long> SIZES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

  private Forms() {}

  static Optional<Duration> duration(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration unit = TIMES.get(matcher.group(2));
    long count = Long.parseLong(matcher.group(1));
    return Optional.ofNullable(unit)
        .filter(one -> count <= Duration.ofDays(3650).toMillis() / one.toMillis())
        .map(one -> one.multipliedBy(count));
  }

  static Optional<Long> bytes(String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.ofNullable(SIZES.get(matcher.group(2)))
        .filter(unit -> count <= Long.MAX_VALUE / unit)
        .map(unit -> unit * count);
  }

  static Optional<Long> number(String text) {
    return text.matches("\\d{1,15}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  static Optional<Listen> address(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group(2));
    return port > LARGEST_PORT
        ? Optional.empty()
        : Optional.of(new Listen(matcher.group(1).replaceAll("[\\[\\]]", ""), port));
  }
}
