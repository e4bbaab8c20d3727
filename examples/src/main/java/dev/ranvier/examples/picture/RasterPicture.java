package dev.ranvier.examples.picture;

import dev.ranvier.examples.run.Spikes;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Who spiked when: a panel a population, time across, neurons up, a dot a spike.
public final class RasterPicture {
  private static final int SMALL_PANEL = 110;
  private static final int LARGE_PANEL = 380;
  private static final int LABELLED_AXIS = 40;
  private static final int MANY_NEURONS = 20;

  private RasterPicture() {}

  /// One population's spikes.
  ///
  /// @param name the population's name
  /// @param neurons how many it has, whether they spiked or not
  /// @param spikes in any order
  public record Rows(String name, int neurons, List<Spike> spikes) {
    public Rows {
      spikes = List.copyOf(spikes);
    }
  }

  /// @param milliseconds when
  /// @param neuron who, from 0
  public record Spike(double milliseconds, int neuron) {}

  /// The spikes of one sample of a recording.
  ///
  /// @param stepMilliseconds length of a step; step s is at `s * stepMilliseconds`
  public static Rows rows(String name, Spikes recorded, int sample, double stepMilliseconds) {
    List<Spike> spikes =
        recorded.of(sample).stream()
            .map(spike -> new Spike(spike.step() * stepMilliseconds, spike.neuron()))
            .toList();
    return new Rows(name, recorded.neurons(), spikes);
  }

  /// Draws the populations from top to bottom.
  ///
  /// @param milliseconds length of the run
  public static Picture draw(String title, double milliseconds, List<Rows> populations) {
    List<XYChart> panels = new ArrayList<>();
    for (int i = 0; i < populations.size(); i++) {
      panels.add(panel(populations.get(i), milliseconds, i, i == populations.size() - 1));
    }
    return new Picture(title, panels);
  }

  private static XYChart panel(Rows rows, double milliseconds, int index, boolean lowest) {
    boolean large = rows.neurons() > MANY_NEURONS;
    int height = (large ? LARGE_PANEL : SMALL_PANEL) + (lowest ? LABELLED_AXIS : 0);
    String heading =
        "%s: %s, %s"
            .formatted(
                rows.name(), count(rows.neurons(), "neuron"), count(rows.spikes().size(), "spike"));
    XYChart chart = Panel.empty(heading, "neuron", milliseconds, height, lowest);
    var style = chart.getStyler();
    style.setYAxisMin(-0.5 - (large ? 1 : 0));
    style.setYAxisMax(rows.neurons() - 0.5 + (large ? 1 : 0));
    style.setYAxisTickMarkSpacingHint(
        large ? 40 : Math.max(12, SMALL_PANEL / (2 * rows.neurons())));
    style.setYAxisDecimalPattern("0");
    style.setMarkerSize(large ? 4 : 8);
    if (!rows.spikes().isEmpty()) {
      var series =
          chart.addSeries(
              rows.name(),
              rows.spikes().stream().map(Spike::milliseconds).toList(),
              rows.spikes().stream().map(Spike::neuron).toList());
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(Panel.COLORS[index % Panel.COLORS.length]);
    } else {
      silent(chart, milliseconds);
    }
    return chart;
  }

  /// XChart draws no axes without a series: an invisible one stands for a population that was
  /// silent.
  private static void silent(XYChart chart, double milliseconds) {
    var series = chart.addSeries("silent", new double[] {0, milliseconds}, new double[] {0, 0});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.NONE);
  }

  private static String count(int number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }
}
