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

/// Chooses the plugin, in this order: what the operator names, the property [#PROPERTY], the
/// environment, installed wheels, the catalog. The first place that has an answer ends the search,
/// and a place that was named but has nothing is an error: nobody gets another plugin than the one
/// asked for.
public final class PluginLocator {
  /// The Java property that names the plugin where no option does, as `--plugin` would. It switches
  /// all tests to another plugin: `mvn verify -Dranvier.plugin=cuda`.
  public static final String PROPERTY = "ranvier.plugin";

  private final Optional<String> property;
  private final PluginEnvironment environment;
  private final Supplier<InstalledPlugins> installed;
  private final PluginCache cache;

  /// @param property the value of [#PROPERTY]
  PluginLocator(
      Optional<String> property,
      Map<String, String> environment,
      Supplier<InstalledPlugins> installed,
      PluginCache cache) {
    this.property = property.filter(text -> !text.isBlank());
    this.environment = new PluginEnvironment(environment);
    this.installed = installed;
    this.cache = cache;
  }

  /// Looks at this process's properties and environment, the Python on its PATH, and the user's
  /// cache.
  public static PluginLocator ofSystem() {
    Map<String, String> environment = System.getenv();
    var python = new Python(environment);
    return new PluginLocator(
        Optional.ofNullable(System.getProperty(PROPERTY)),
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
        option
            .map(asked -> chosen(asked, "--plugin", considered))
            .orElseGet(() -> unasked(considered));
    considered.add("chosen: " + choice.name() + ", " + choice.why());
    return new Located(choice, considered);
  }

  /// What an option says, or a property in its place.
  private PluginChoice chosen(PluginOption asked, String by, List<String> considered) {
    String place = by.equals("--plugin") ? "option " : "property ";
    return switch (asked) {
      case PluginOption.Library(String name, Path path) -> {
        considered.add(place + by + ": " + path);
        yield new PluginChoice.OnDisk(name, path, "named by " + by);
      }
      case PluginOption.Named(String name) -> {
        considered.add(place + by + ": " + name);
        yield byName(name, by, considered);
      }
    };
  }

  private PluginChoice unasked(List<String> considered) {
    considered.add("option --plugin: not given");
    if (property.isPresent()) {
      return chosen(PluginOption.parse(property.get()), "-D" + PROPERTY, considered);
    }
    considered.add("property -D" + PROPERTY + ": not set");
    return environment
        .libraryPath(considered)
        .or(() -> environment.namesAndPaths(considered).stream().findFirst())
        .or(() -> installed.get().ofCatalog(considered))
        .orElseGet(() -> pinned(PluginCatalog.DEFAULT, "the default", considered));
  }

  private PluginChoice byName(String name, String by, List<String> considered) {
    String project = PluginCatalog.project(name);
    Optional<PluginChoice> found =
        environment.namesAndPaths(considered).stream()
            .filter(choice -> choice.name().equals(name))
            .findFirst()
            .or(() -> installed.get().named(project, considered));
    if (found.isPresent()) {
      return found.get();
    }
    PinnedWheel wheel = PluginCatalog.find(project).orElseThrow(() -> unknown(name));
    return pinned(wheel, "named by " + by, considered);
  }

  private PluginException unknown(String name) {
    String known = String.join(", ", PluginCatalog.names());
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
