package dev.ranvier.runtime.worker;

import dev.ranvier.runtime.RuntimeFailure.PluginProblem;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.plugin.FetchProgress;
import dev.ranvier.runtime.plugin.Located;
import dev.ranvier.runtime.plugin.PluginLocator;
import dev.ranvier.runtime.plugin.PluginOption;
import java.nio.file.Path;
import java.util.Optional;

/// The plugin that a worker is going to load: found, fetched if need be, not loaded.
public record ChosenPlugin(String name, Path library) {
  /// @param plugin what the operator named; empty takes the first that is found
  /// @throws PluginProblem if there is none
  public static ChosenPlugin find(Optional<PluginOption> plugin, FetchProgress progress) {
    try {
      PluginLocator locator = PluginLocator.ofSystem();
      Located located = locator.locate(plugin);
      return new ChosenPlugin(located.choice().name(), locator.library(located.choice(), progress));
    } catch (PluginException problem) {
      throw new PluginProblem(String.valueOf(problem.getMessage()), problem);
    }
  }
}
