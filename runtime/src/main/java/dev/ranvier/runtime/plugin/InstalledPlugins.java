package dev.ranvier.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plugins that are installed as Python packages: those of the catalog, and whatever has registered
/// itself in the namespace packages `jax_plugins` and `xla_plugins`.
///
/// Only the catalog's plugins for CPUs are chosen unasked: another one may drive a device that
/// isn't there.
final class InstalledPlugins {
  private static final List<String> NAMESPACES = List.of("jax_plugins", "xla_plugins");

  private final String where;
  private final Map<String, Path> libraries;

  private InstalledPlugins(String where, Map<String, Path> libraries) {
    this.where = where;
    this.libraries = libraries;
  }

  static InstalledPlugins of(Python python) {
    return python
        .executable()
        .map(executable -> in(executable.toString(), python.sitePackages()))
        .orElseGet(() -> new InstalledPlugins("no python3 on PATH", Map.of()));
  }

  static InstalledPlugins in(String where, List<Path> sitePackages) {
    var libraries = new LinkedHashMap<String, Path>();
    for (PinnedWheel wheel : PluginCatalog.all()) {
      for (Path folder : sitePackages) {
        Path library = folder.resolve(wheel.libraryPath());
        if (Files.isRegularFile(library)) {
          libraries.putIfAbsent(wheel.project(), library);
        }
      }
    }
    for (Path folder : sitePackages) {
      NAMESPACES.forEach(namespace -> addPackages(folder.resolve(namespace), libraries));
    }
    return new InstalledPlugins("installed in " + where, libraries);
  }

  private static void addPackages(Path namespace, Map<String, Path> libraries) {
    if (!Files.isDirectory(namespace)) {
      return;
    }
    try (var packages = Files.list(namespace)) {
      for (Path folder : packages.filter(Files::isDirectory).sorted().toList()) {
        PluginEnvironment.libraries(folder).stream()
            .filter(library -> !libraries.containsValue(library))
            .findFirst()
            .ifPresent(library -> libraries.putIfAbsent(folder.getFileName().toString(), library));
      }
    } catch (IOException problem) {
      return; // a folder that can't be listed has nothing to offer
    }
  }

  Set<String> names() {
    return libraries.keySet();
  }

  Optional<PluginChoice> ofCatalog(List<String> considered) {
    var found = new ArrayList<PluginChoice>();
    PluginCatalog.unasked().forEach(wheel -> choice(wheel.project()).ifPresent(found::add));
    return considered(found.stream().findFirst(), considered);
  }

  Optional<PluginChoice> named(String name, List<String> considered) {
    return considered(choice(name), considered);
  }

  private Optional<PluginChoice> choice(String name) {
    return Optional.ofNullable(libraries.get(name))
        .map(library -> new PluginChoice.OnDisk(name, library, "installed as a Python package"));
  }

  private Optional<PluginChoice> considered(Optional<PluginChoice> found, List<String> considered) {
    String others = libraries.isEmpty() ? "none" : String.join(", ", libraries.keySet());
    considered.add("Python packages (" + where + "): " + others);
    return found;
  }
}
