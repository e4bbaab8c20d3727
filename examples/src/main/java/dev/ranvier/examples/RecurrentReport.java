package dev.ranvier.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the recurrent network did, and how long it took.
///
/// @param step in ms
/// @param spikes of all neurons
/// @param hertz how often a neuron spiked
/// @param gradientNorm the root of the sum of squares, of the gradient by all weights
public record RecurrentReport(
    int neurons,
    int synapses,
    int steps,
    double step,
    int spikes,
    double hertz,
    List<Way> ways,
    double gradientNorm,
    List<String> files)
    implements Report {
  public RecurrentReport {
    ways = List.copyOf(ways);
    files = List.copyOf(files);
  }

  /// A way of running it.
  ///
  /// @param microsPerStep that the device was busy
  /// @param temporaryBytes that a run takes beside arguments and results; null if the runtime can't
  ///   tell
  public record Way(
      String name, double microsPerStep, double compileSeconds, @Nullable Long temporaryBytes) {}

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%d neurons, %,d synapses, %,d steps of %.3f ms: %,d spikes, %.1f Hz",
            neurons, synapses, steps, step, spikes, hertz));
    lines.add("");
    lines.add("               us/step  temporaries  compiled in");
    for (Way way : ways) {
      Long bytes = way.temporaryBytes();
      lines.add(
          text(
              "%-13s %8.2f  %11s  %9.1f s",
              way.name(),
              way.microsPerStep(),
              bytes == null ? "not told" : text("%,.1f kB", bytes / 1e3),
              way.compileSeconds()));
    }
    lines.add("");
    lines.add(text("norm of the gradient of the mean voltage by all weights: %.6g", gradientNorm));
    return lines;
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
