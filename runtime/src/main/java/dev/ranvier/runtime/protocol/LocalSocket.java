package dev.ranvier.runtime.protocol;

import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;

/// Where a worker listens: a socket of this machine's that has a name and no file, so that nothing
/// is left of it however its worker ends. Linux calls it abstract (unix(7)). Anyone on the machine
/// may connect who knows the name; what guards it is an [AccessToken].
///
/// @param name letters and digits
public record LocalSocket(String name) {
  /// One that nobody else has.
  public static LocalSocket random() {
    return new LocalSocket("ranvier-" + Handle.random().hex());
  }

  /// Where to bind or connect.
  public SocketAddress address() {
    return new DomainSocketAddress("\0" + name);
  }
}
