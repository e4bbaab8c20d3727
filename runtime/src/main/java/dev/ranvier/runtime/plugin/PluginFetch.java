package dev.ranvier.runtime.plugin;

import dev.ranvier.runtime.checksum.Sha256;
import dev.ranvier.runtime.pjrt.PluginException;
import dev.ranvier.runtime.pjrt.PluginException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Gets a pinned wheel and takes from it what is needed: the library, and the words of its
/// licenses.
final class PluginFetch {
  private final Python python;

  PluginFetch(Python python) {
    this.python = python;
  }

  /// Fills `staging/content` with the wheel's library, checked, and its licenses.
  void unpack(PinnedWheel wheel, Path staging, FetchProgress progress)
      throws IOException, InterruptedException {
    Path file = new PipDownload(python, wheel, staging).run(progress);
    if (!Sha256.of(file).equals(wheel.wheelSha256())) {
      throw corrupt(wheel, "the downloaded wheel's sha256 is not the pinned one");
    }
    Path content = Files.createDirectory(staging.resolve("content"));
    try (var zip = new ZipFile(file.toFile())) {
      unpackLibrary(wheel, zip, content.resolve(wheel.libraryFile()));
      unpackLicenses(zip, content.resolve("licenses"));
    } catch (ZipException problem) {
      throw corrupt(wheel, "the downloaded wheel is not a zip file");
    }
  }

  private static void unpackLibrary(PinnedWheel wheel, ZipFile zip, Path target)
      throws IOException {
    ZipEntry entry = zip.getEntry(wheel.libraryPath());
    if (entry == null) {
      throw corrupt(wheel, "the wheel has no " + wheel.libraryPath());
    }
    try (var in = zip.getInputStream(entry);
        var out = Files.newOutputStream(target)) {
      if (!Sha256.copy(in, out).equals(wheel.librarySha256())) {
        throw corrupt(wheel, "the sha256 of " + wheel.libraryPath() + " is not the pinned one");
      }
    }
    // Tools are run; for libraries it is customary.
    if (!target.toFile().setExecutable(true)) {
      throw new IOException("can't make " + target + " executable");
    }
    try (var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void unpackLicenses(ZipFile zip, Path folder) throws IOException {
    Files.createDirectory(folder);
    for (var entry : zip.stream().filter(PluginFetch::isLicense).toList()) {
      String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
      try (var in = zip.getInputStream(entry)) {
        Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean isLicense(ZipEntry entry) {
    return entry.getName().matches("(?i)[^/]+/(licenses/)?(LICENSE|THIRD|NOTICE|METADATA)[^/]*");
  }

  private static PluginException corrupt(PinnedWheel wheel, String what) {
    return new PluginException(
        Reason.CORRUPT, "plugin " + wheel + ": " + what + "; nothing was installed, try again");
  }
}
