package dev.ranvier.runtime.server.security;

import dev.ranvier.runtime.RuntimeFailure.Refused;
import dev.ranvier.runtime.protocol.Loopback;

/// What may be said in plain text where: everything on the loopback interface; elsewhere nothing
/// unless the operator insists, and tokens never.
public final class Exposure {
  private Exposure() {}

  /// Looks at a listener before it is opened.
  ///
  /// @throws Refused if it would let others listen in
  public static void check(String host, SecuritySettings security) {
    if (security.tls().isPresent() || Loopback.is(host)) {
      return;
    }
    if (security.asksForTokens()) {
      throw new Refused(
          "listen %s: tokens would cross the network in plain text; give the listener a certificate and key (tls), or listen on 127.0.0.1"
              .formatted(host),
          null);
    }
    if (!security.insecure()) {
      throw new Refused(
          "listen %s: programs and data would cross the network in plain text, and whoever reaches the address could run programs; give the listener a certificate and key (tls), listen on 127.0.0.1, or say that it shall be insecure"
              .formatted(host),
          null);
    }
  }
}
