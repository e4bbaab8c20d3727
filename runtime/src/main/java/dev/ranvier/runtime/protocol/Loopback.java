package dev.ranvier.runtime.protocol;

import java.net.InetAddress;

/// Which addresses lead no further than this machine.
public final class Loopback {
  private Loopback() {}

  /// Whether a host, as it is written, is the loopback interface: `localhost` or an address of it.
  /// Other names are not looked up, since what they stand for may change.
  public static boolean is(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
