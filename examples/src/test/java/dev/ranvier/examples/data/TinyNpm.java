package dev.ranvier.examples.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// An archive of a few digits, and an `npm` on a PATH of its own that hands it out from a shelf: a
/// registry is the one thing that tests without a network can't have.
final class TinyNpm {
  private final Path folder;
  private final NpmPackage wanted;

  private TinyNpm(Path folder, NpmPackage wanted) {
    this.folder = folder;
    this.wanted = wanted;
  }

  static TinyNpm in(Path folder) throws Exception {
    byte[] archive = archive(digits());
    String hash =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(archive));
    var npm = new TinyNpm(folder, new NpmPackage("tiny", "1.2.3", "sha512-" + hash));
    Files.write(npm.shelved(), archive);
    npm.script("cp '" + npm.shelved() + "' tiny-1.2.3.tgz");
    return npm;
  }

  NpmPackage wanted() {
    return wanted;
  }

  Path shelved() {
    return folder.resolve("shelf.tgz");
  }

  Path cached() {
    return folder.resolve("cache/ranvier/data/tiny-1.2.3.tgz");
  }

  /// What `npm` does from now on, in the folder it is started in.
  void script(String commands) throws IOException {
    Path npm = Files.createDirectories(folder.resolve("bin")).resolve("npm");
    Files.writeString(npm, "#!/bin/sh\necho \"$@\" > '" + folder + "/asked'\n" + commands + "\n");
    Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwx------"));
  }

  String asked() throws IOException {
    return Files.readString(folder.resolve("asked")).strip();
  }

  DataCache cache() {
    return cache(folder.resolve("bin") + ":/usr/bin:/bin");
  }

  DataCache cache(String path) {
    return DataCache.of(Map.of("PATH", path, "XDG_CACHE_HOME", folder.resolve("cache").toString()));
  }

  /// One image of each digit d, all its pixels d / 10.
  private static Map<String, String> digits() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("package/package.json", "{\"name\": \"tiny\"}");
    for (int digit = 0; digit < 10; digit++) {
      String pixels = ("0." + digit + ",").repeat(28 * 28);
      files.put(
          "package/src/digits/" + digit + ".json",
          "{ \"data\": [" + pixels.substring(0, pixels.length() - 1) + "]}");
    }
    return files;
  }

  static byte[] archive(Map<String, String> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.US_ASCII);
        byte[] header = new byte[512];
        put(header, 0, file.getKey());
        put(header, 124, "%011o".formatted(content.length));
        zip.write(header);
        zip.write(content);
        zip.write(new byte[(512 - content.length % 512) % 512]);
      }
      zip.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] letters = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(letters, 0, header, at, letters.length);
  }
}
