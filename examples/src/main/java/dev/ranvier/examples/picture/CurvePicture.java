package dev.ranvier.examples.picture;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// What becomes of something as a number is changed: a panel a quantity, a line with a dot for each
/// number that was tried.
public final class CurvePicture {
  private static final int PANEL = 220;
  private static final int LABELLED_AXIS = 40;

  private CurvePicture() {}

  /// One quantity.
  ///
  /// @param name the panel's heading
  /// @param unit of the vertical axis
  /// @param values one for each number that was tried
  public record Curve(String name, String unit, List<Double> values) {
    public Curve {
      values = List.copyOf(values);
    }
  }

  /// @param changed what the horizontal axis counts
  /// @param numbers that were tried, rising
  public static Picture draw(
      String title, String changed, List<Integer> numbers, List<Curve> curves) {
    List<XYChart> panels = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      panels.add(panel(changed, numbers, curves.get(i), i, i == curves.size() - 1));
    }
    return new Picture(title, panels);
  }

  private static XYChart panel(
      String changed, List<Integer> numbers, Curve curve, int index, boolean lowest) {
    int height = PANEL + (lowest ? LABELLED_AXIS : 0);
    double end = numbers.getLast() + 1;
    XYChart chart = Panel.empty(curve.name(), curve.unit(), end, height, lowest);
    chart.setXAxisTitle(changed);
    chart.getStyler().setMarkerSize(8);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisMax(1.1 * largest(curve));
    var series = chart.addSeries(curve.name(), numbers, curve.values());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setLineStyle(new BasicStroke(1.4f));
    series.setLineColor(Panel.COLORS[index % Panel.COLORS.length]);
    series.setMarkerColor(series.getLineColor());
    return chart;
  }

  private static double largest(Curve curve) {
    double largest = curve.values().stream().mapToDouble(value -> value).max().orElse(0);
    return largest > 0 ? largest : 1;
  }
}
