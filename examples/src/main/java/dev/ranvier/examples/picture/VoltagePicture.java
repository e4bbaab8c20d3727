package dev.ranvier.examples.picture;

import dev.ranvier.examples.run.Spikes;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Membrane voltages over time: a panel a population, a line a neuron, the threshold dashed, and a
/// triangle on it for each spike.
public final class VoltagePicture {
  private static final int PANEL = 240;
  private static final int LABELLED_AXIS = 40;
  private static final float[] DASHES = {6, 5};

  private VoltagePicture() {}

  /// Some neurons of one population.
  ///
  /// @param name the population's name
  /// @param threshold the voltage at which its neurons spike
  /// @param neurons a line each
  public record Traces(String name, double threshold, List<Trace> neurons) {
    public Traces {
      neurons = List.copyOf(neurons);
    }
  }

  /// One neuron's voltage.
  ///
  /// @param label what the legend calls it
  /// @param volts one value a step
  /// @param spikes the steps at which it spiked: the voltage itself is seen after the reset
  public record Trace(String label, List<Float> volts, List<Integer> spikes) {
    public Trace {
      volts = List.copyOf(volts);
      spikes = List.copyOf(spikes);
    }

    /// The voltage and the spikes of one neuron in one sample.
    public static Trace of(
        String label, List<Float> volts, Spikes recorded, int sample, int neuron) {
      return new Trace(
          label,
          volts,
          recorded.of(sample).stream()
              .filter(spike -> spike.neuron() == neuron)
              .map(Spikes.Spike::step)
              .toList());
    }
  }

  /// Draws the populations from top to bottom; step s is at `s * stepMilliseconds`.
  ///
  /// @param stepMilliseconds length of a step
  public static Picture draw(String title, double stepMilliseconds, List<Traces> populations) {
    List<XYChart> panels = new ArrayList<>();
    for (int i = 0; i < populations.size(); i++) {
      panels.add(panel(populations.get(i), stepMilliseconds, i == populations.size() - 1));
    }
    return new Picture(title, panels);
  }

  private static XYChart panel(Traces traces, double stepMilliseconds, boolean lowest) {
    int steps = traces.neurons().getFirst().volts().size();
    double end = steps * stepMilliseconds;
    XYChart chart =
        Panel.empty(traces.name(), "voltage", end, PANEL + (lowest ? LABELLED_AXIS : 0), lowest);
    chart.getStyler().setLegendVisible(true);
    chart.getStyler().setMarkerSize(8);
    List<Double> times =
        IntStream.range(0, steps).mapToObj(step -> step * stepMilliseconds).toList();
    threshold(chart, traces.threshold(), end);
    for (int i = 0; i < traces.neurons().size(); i++) {
      Trace trace = traces.neurons().get(i);
      var series = chart.addSeries(trace.label(), times, trace.volts());
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(Panel.COLORS[i % Panel.COLORS.length]);
      series.setLineStyle(new BasicStroke(1.4f));
      spikes(chart, trace, traces.threshold(), stepMilliseconds, series.getLineColor());
    }
    limits(chart, traces);
    return chart;
  }

  /// A mark on the threshold for each spike.
  private static void spikes(
      XYChart chart, Trace trace, double threshold, double stepMilliseconds, Color color) {
    if (trace.spikes().isEmpty()) {
      return;
    }
    var series =
        chart.addSeries(
            trace.label() + " spikes",
            trace.spikes().stream().map(step -> step * stepMilliseconds).toList(),
            trace.spikes().stream().map(_ -> threshold).toList());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.TRIANGLE_DOWN);
    series.setShowInLegend(false);
    series.setMarkerColor(color);
  }

  private static void threshold(XYChart chart, double volts, double end) {
    var series = chart.addSeries("threshold", new double[] {0, end}, new double[] {volts, volts});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Color.DARK_GRAY);
    series.setLineStyle(
        new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, DASHES, 0));
  }

  /// Leaves a tenth of air above and below what is drawn.
  private static void limits(XYChart chart, Traces traces) {
    double low = Math.min(0, traces.threshold());
    double high = Math.max(0, traces.threshold());
    for (Trace trace : traces.neurons()) {
      for (float volt : trace.volts()) {
        low = Math.min(low, volt);
        high = Math.max(high, volt);
      }
    }
    double air = (high - low) / 10;
    chart.getStyler().setYAxisMin(low - air);
    chart.getStyler().setYAxisMax(high + air);
  }
}
