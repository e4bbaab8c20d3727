package dev.ranvier.runtime.plugin;

import java.util.List;

/// The plugin chosen, and every place that was looked at on the way to it, one line each, in order.
public record Located(PluginChoice choice, List<String> considered) {
  public Located {
    considered = List.copyOf(considered);
  }
}
