package dev.ranvier.ir.text;

import dev.ranvier.ir.op.Location;
import java.util.Arrays;

/// A text, and where its lines begin.
final class Source {
  private final String text;
  private final String file;
  private final int[] lineStarts;

  Source(String text, String file) {
    this.text = text;
    this.file = file;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
      }
      starts[count++] = end + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  String text() {
    return text;
  }

  int lines() {
    return lineStarts.length;
  }

  int lineStart(int line) {
    return lineStarts[line];
  }

  Location locate(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Location(file, line + 1, offset - lineStarts[line] + 1);
  }
}
