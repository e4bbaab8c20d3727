package dev.ranvier.runtime.server;

import java.util.ArrayDeque;
import java.util.Deque;

/// The last few lines that a worker wrote to its error output: if it dies, they often say why.
final class LastLines {
  private final int most;
  private final Deque<String> lines = new ArrayDeque<>();

  LastLines(int most) {
    this.most = most;
  }

  synchronized void add(String line) {
    if (lines.size() == most) {
      lines.removeFirst();
    }
    lines.addLast(line.strip());
  }

  /// The lines in one.
  @Override
  public synchronized String toString() {
    return lines.isEmpty() ? "none" : String.join(" | ", lines);
  }
}
