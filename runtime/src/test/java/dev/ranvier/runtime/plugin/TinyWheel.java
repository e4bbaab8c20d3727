package dev.ranvier.runtime.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A wheel of a few bytes, and an environment in which the real pip finds it in a folder and looks
/// nowhere else.
record TinyWheel(PinnedWheel pinned, Map<String, String> environment) {
  static final String LIBRARY = "the bytes of a library";

  static TinyWheel in(Path folder) {
    return in(folder, LIBRARY);
  }

  /// A wheel whose library isn't the pinned one if `library` isn't [#LIBRARY].
  static TinyWheel in(Path folder, String library) {
    return in(folder, library, "py3-none-any", Optional.empty());
  }

  /// A wheel for one version of Python, which is not the one that runs the tests.
  static TinyWheel forPython26(Path folder) {
    var tags = new PinnedWheel.Tags("2.6", "cp26m", "manylinux_2_31_x86_64");
    return in(folder, LIBRARY, "cp26-cp26m-manylinux_2_31_x86_64", Optional.of(tags));
  }

  private static TinyWheel in(
      Path folder, String library, String suffix, Optional<PinnedWheel.Tags> tags) {
    byte[] wheel = zip(library, suffix);
    Path shelf = folder.resolve("shelf");
    try {
      Files.createDirectories(shelf);
      Files.write(shelf.resolve("tiny_pjrt-1.2-" + suffix + ".whl"), wheel);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    var pinned =
        new PinnedWheel(
            "tiny-pjrt",
            "1.2",
            sha256(wheel),
            wheel.length,
            "tiny/tiny_pjrt.so",
            sha256(LIBRARY.getBytes(StandardCharsets.UTF_8)),
            tags);
    var environment = new HashMap<>(System.getenv());
    environment.put("PIP_NO_INDEX", "1");
    environment.put("PIP_FIND_LINKS", shelf.toString());
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return new TinyWheel(pinned, environment);
  }

  Path shelved() {
    return Path.of(environment.get("PIP_FIND_LINKS"), "tiny_pjrt-1.2-py3-none-any.whl");
  }

  PluginCache cache() {
    return new PluginCache(
        PluginCache.folder(environment), new PluginFetch(new Python(environment)));
  }

  private static byte[] zip(String library, String suffix) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      add(zip, "tiny/tiny_pjrt.so", library);
      add(
          zip,
          "tiny_pjrt-1.2.dist-info/METADATA",
          "Metadata-Version: 2.1\nName: tiny-pjrt\nVersion: 1.2\n");
      add(
          zip,
          "tiny_pjrt-1.2.dist-info/WHEEL",
          "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: " + suffix + "\n");
      add(zip, "tiny_pjrt-1.2.dist-info/licenses/LICENSE", "Do as you like.\n");
      add(zip, "tiny_pjrt-1.2.dist-info/RECORD", "");
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, String text) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(315_600_000_000L);
    zip.putNextEntry(entry);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
