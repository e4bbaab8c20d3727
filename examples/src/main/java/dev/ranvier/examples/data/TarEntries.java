package dev.ranvier.examples.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Walks the files of a tar archive, as npm writes them: a header of 512 bytes (POSIX ustar), then
/// the content, filled up to a multiple of 512. Names of more than 100 letters are not put
/// together; no package that we read has one.
final class TarEntries {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE = 12;

  private TarEntries() {}

  /// Gets a file's name and its content, to be read in the call.
  interface Visitor {
    void visit(String name, byte[] content) throws IOException;
  }

  static void forEach(InputStream archive, Visitor visitor) throws IOException {
    byte[] header = archive.readNBytes(BLOCK);
    while (header.length == BLOCK && header[0] != 0) {
      int size = size(header);
      byte[] content = archive.readNBytes(size);
      archive.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      if (content.length != size) {
        throw new EOFException("the archive ends within " + text(header, 0, NAME));
      }
      visitor.visit(text(header, 0, NAME), content);
      header = archive.readNBytes(BLOCK);
    }
  }

  private static int size(byte[] header) throws IOException {
    try {
      return Integer.parseInt(text(header, SIZE_AT, SIZE).strip(), 8);
    } catch (NumberFormatException problem) {
      throw new IOException("not a tar archive: a file's size is no number", problem);
    }
  }

  /// Text up to the first zero.
  private static String text(byte[] header, int from, int most) {
    int length = 0;
    while (length < most && header[from + length] != 0) {
      length++;
    }
    return new String(header, from, length, StandardCharsets.US_ASCII);
  }
}
