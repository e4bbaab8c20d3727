package dev.ranvier.runtime.pjrt;

import dev.ranvier.runtime.pjrt.PluginException.Reason;
import dev.ranvier.runtime.pjrt.capi.Api;
import dev.ranvier.runtime.pjrt.capi.ApiFunction;
import dev.ranvier.runtime.pjrt.capi.PluginInitializeArgs;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// From a file to a function table: each step that can fail has its own [PluginException], so that
/// a wrong path, a wrong file and a wrong version are told apart.
final class PluginLibrary {
  private static final String ENTRY = "GetPjrtApi";
  private static final Map<Path, LoadedApi> LOADED = new HashMap<>();

  /// The first bytes of shared libraries: ELF, and Mach-O in its three forms.
  private static final Set<String> MAGIC = Set.of("7f454c46", "cffaedfe", "cafebabe", "feedfacf");

  private PluginLibrary() {}

  static synchronized LoadedApi load(Path library) {
    Path file = existing(library);
    LoadedApi known = LOADED.get(file);
    if (known != null) {
      return known;
    }
    LoadedApi api = initialized(library, table(library, open(library, file)));
    LOADED.put(file, api);
    return api;
  }

  private static Path existing(Path library) {
    if (!Files.exists(library)) {
      throw new PluginException(
          Reason.MISSING, "plugin " + library + ": no such file; give the path of a PJRT plugin");
    }
    if (!Files.isRegularFile(library)) {
      throw new PluginException(
          Reason.NOT_A_LIBRARY,
          "plugin " + library + " is not a file; give the path of its library");
    }
    try {
      if (!MAGIC.contains(HexFormat.of().formatHex(firstBytes(library)))) {
        throw new PluginException(
            Reason.NOT_A_LIBRARY,
            "plugin " + library + " is not a shared library; give the path of a PJRT plugin");
      }
      return library.toRealPath();
    } catch (IOException problem) {
      throw new PluginException(
          Reason.MISSING, "plugin " + library + " can't be read: " + problem.getMessage(), problem);
    }
  }

  private static byte[] firstBytes(Path library) throws IOException {
    try (var in = Files.newInputStream(library)) {
      return Arrays.copyOf(in.readNBytes(4), 4);
    }
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup open(Path library, Path file) {
    try {
      return SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException problem) {
      throw new PluginException(
          Reason.NOT_A_LIBRARY,
          "plugin " + library + " can't be loaded: " + Native.whyNotLoaded(file.toString()),
          problem);
    }
  }

  private static Api table(Path library, SymbolLookup symbols) {
    MemorySegment pointer = symbols.find(ENTRY).map(Native::callPlain).orElse(MemorySegment.NULL);
    if (pointer.address() == 0) {
      throw new PluginException(
          Reason.NOT_A_PLUGIN, "plugin " + library + " is not a PJRT plugin: it has no " + ENTRY);
    }
    return Api.at(pointer);
  }

  private static LoadedApi initialized(Path library, Api table) {
    ApiVersion version = LoadedApi.version(table);
    if (version.major() != ApiVersion.OLDEST.major() || version.compareTo(ApiVersion.OLDEST) < 0) {
      throw new PluginException(
          Reason.INCOMPATIBLE,
          "plugin "
              + library
              + " speaks PJRT API "
              + version
              + ", expected "
              + ApiVersion.OLDEST
              + " or a later 0.x; use another version of the plugin");
    }
    var api = new LoadedApi(library.toString(), table);
    try (Arena arena = Arena.ofConfined()) {
      api.call(ApiFunction.PLUGIN_INITIALIZE, PluginInitializeArgs.allocate(arena).segment());
      return api;
    } catch (PjrtException problem) {
      throw new PluginException(
          Reason.INITIALIZATION_FAILED,
          "plugin " + library + " won't initialise: " + problem.getMessage(),
          problem);
    }
  }
}
