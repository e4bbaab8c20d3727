package dev.ranvier.runtime.server.security;

/// Where to listen.
///
/// @param host a name or address of this machine
/// @param port 0 takes any free one
public record Listen(String host, int port) {
  /// As it is written; an IPv6 address in brackets.
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
