package dev.ranvier.examples.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/// The look that all panels share: a common left margin, so that their time axes line up, thin grid
/// lines, and a time axis in milliseconds whose labels only the lowest panel shows.
final class Panel {
  /// Colours that people with colour blindness tell apart (Okabe and Ito).
  static final Color[] COLORS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9)
  };

  private static final int LEFT_MARGIN = 58;
  private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 13);

  private Panel() {}

  /// An empty panel.
  ///
  /// @param heading the population
  /// @param vertical what the vertical axis counts or measures
  /// @param milliseconds length of the time axis
  /// @param height in pixels
  /// @param lowest whether the time axis is labelled
  static XYChart empty(
      String heading, String vertical, double milliseconds, int height, boolean lowest) {
    XYChart chart =
        new XYChartBuilder()
            .width(Picture.WIDTH)
            .height(height)
            .title(heading)
            .xAxisTitle("time (ms)")
            .yAxisTitle(vertical)
            .build();
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderColor(Color.GRAY);
    style.setPlotGridLinesColor(new Color(0xE4E4E4));
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setPlotMargin(0);
    style.setPlotContentSize(1.0);
    style.setChartPadding(6);
    style.setChartTitleFont(HEADING);
    style.setChartTitleBoxVisible(false);
    style.setChartTitlePadding(2);
    style.setAxisTitleFont(LABEL);
    style.setAxisTickLabelsFont(LABEL);
    style.setLegendFont(LABEL);
    style.setLegendVisible(false);
    style.setLegendPosition(Styler.LegendPosition.OutsideE);
    style.setSeriesColors(COLORS);
    style.setYAxisLeftWidthHint(LEFT_MARGIN);
    style.setXAxisMin(0.0);
    style.setXAxisMax(milliseconds);
    style.setXAxisTitleVisible(lowest);
    style.setXAxisTickLabelsFormattingFunction(Panel::plain);
    return chart;
  }

  private static String plain(Double value) {
    return value == Math.rint(value)
        ? Long.toString(value.longValue())
        : Double.toString(Math.rint(value * 1000) / 1000);
  }
}
