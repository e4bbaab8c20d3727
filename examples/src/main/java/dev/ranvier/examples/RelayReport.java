package dev.ranvier.examples;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// When the neurons of `relay` spiked, in milliseconds.
public record RelayReport(
    List<Double> in, List<Double> first, List<Double> second, List<String> files)
    implements Report {
  public RelayReport {
    in = List.copyOf(in);
    first = List.copyOf(first);
    second = List.copyOf(second);
    files = List.copyOf(files);
  }

  @Override
  public List<String> lines() {
    String later =
        first.isEmpty() || second.isEmpty()
            ? ""
            : "  (%s later than the first)"
                .formatted(milliseconds(second.getFirst() - first.getFirst()));
    return List.of(
        "spike given at       " + milliseconds(in),
        "first neuron spikes  " + milliseconds(first),
        "second neuron spikes " + milliseconds(second) + later);
  }

  private static String milliseconds(List<Double> times) {
    return times.isEmpty()
        ? "never"
        : times.stream().map(RelayReport::milliseconds).collect(Collectors.joining(", "));
  }

  private static String milliseconds(double time) {
    return String.format(Locale.ROOT, "%.1f ms", time);
  }
}
