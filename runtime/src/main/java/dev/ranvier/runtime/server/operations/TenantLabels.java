package dev.ranvier.runtime.server.operations;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The names of tenants as labels of figures. Identity providers may vouch for any number of
/// tenants, but each label costs memory here and in Prometheus: only the first of them get one of
/// their own.
final class TenantLabels {
  /// What all the others share.
  static final String OTHERS = "(others)";

  private final int most;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  TenantLabels(int most) {
    this.most = most;
  }

  String of(String tenant) {
    if (known.contains(tenant)) {
      return tenant;
    }
    synchronized (known) {
      return known.size() < most || known.contains(tenant) ? add(tenant) : OTHERS;
    }
  }

  private String add(String tenant) {
    known.add(tenant);
    return tenant;
  }
}
