package dev.ranvier.runtime.client.balance;

import java.util.List;
import java.util.function.Supplier;

/// Where jobs can run.
///
/// @param name for messages, such as `10.0.0.7:8470`
/// @param open opens a session there, which is closed in the end
public record Place(String name, Supplier<HostSession> open) {
  /// One for each of the runtimes.
  public static List<Place> of(RuntimeHosts hosts) {
    return hosts.addresses().stream()
        .map(address -> new Place(address.toString(), () -> hosts.open(address)))
        .toList();
  }
}
