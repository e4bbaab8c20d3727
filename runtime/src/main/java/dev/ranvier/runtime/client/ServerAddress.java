package dev.ranvier.runtime.client;

import dev.ranvier.runtime.RuntimeFailure.Unreachable;
import dev.ranvier.runtime.server.ServerSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a runtime is: `host`, `host:port` or `[ipv6]:port`.
public record ServerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\s\\[\\]]+)(?::(\\d{1,5}))?");
  private static final int LARGEST_PORT = 65535;

  /// @throws Unreachable if the text is no address
  public static ServerAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw unusable(text);
    }
    String host = matcher.group(1).replaceAll("[\\[\\]]", "");
    int port =
        matcher.group(2) == null ? ServerSettings.DEFAULT_PORT : Integer.parseInt(matcher.group(2));
    if (port < 1 || port > LARGEST_PORT) {
      throw unusable(text);
    }
    return new ServerAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static Unreachable unusable(String text) {
    return new Unreachable(
        "runtime address \"%s\": expected host:port, such as localhost:%d"
            .formatted(text, ServerSettings.DEFAULT_PORT),
        null);
  }
}
