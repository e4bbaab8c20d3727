package dev.ranvier.examples.picture;

import dev.ranvier.compiler.unit.Time;
import dev.ranvier.runtime.train.EpochRow;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// How a training went, epoch by epoch: the loss, then the errors of training and validation in
/// percent of samples, then the learning rate. Loss and errors stand on logarithmic axes, on which
/// the last percents can be told apart.
public final class TrainingPicture {
  private static final int PANEL = 220;
  private static final int LABELLED_AXIS = 40;
  private static final int MOST_LABELS = 20;

  /// How far a logarithmic axis goes beyond a power of ten, so that this is labelled.
  private static final double EDGE = 0.02;

  private TrainingPicture() {}

  private record Line(String name, List<Integer> epochs, List<Double> values) {}

  /// @param rows at least one, epochs rising
  public static Picture draw(String title, List<EpochRow> rows) {
    int last = rows.getLast().epoch();
    return new Picture(
        title,
        List.of(
            panel("loss", "mean of an epoch", true, List.of(loss(rows)), last, false),
            panel("error", "% of samples", true, errors(rows), last, false),
            panel("learning rate", "thousandths", false, List.of(rate(rows)), last, true)));
  }

  private static Line loss(List<EpochRow> rows) {
    List<EpochRow> drawn =
        rows.stream().filter(row -> row.loss() > 0 && Double.isFinite(row.loss())).toList();
    return new Line(
        "loss",
        drawn.stream().map(EpochRow::epoch).toList(),
        drawn.stream().map(EpochRow::loss).toList());
  }

  private static Line rate(List<EpochRow> rows) {
    return new Line(
        "learning rate",
        rows.stream().map(EpochRow::epoch).toList(),
        rows.stream().map(row -> 1000 * row.learningRate()).toList());
  }

  private static List<Line> errors(List<EpochRow> rows) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            "training",
            rows.stream().map(EpochRow::epoch).toList(),
            rows.stream().map(row -> percent(row.trainingAccuracy())).toList()));
    List<EpochRow> validated =
        rows.stream().filter(row -> row.validationAccuracy().isPresent()).toList();
    if (!validated.isEmpty()) {
      lines.add(
          new Line(
              "validation",
              validated.stream().map(EpochRow::epoch).toList(),
              validated.stream()
                  .map(row -> percent(row.validationAccuracy().getAsDouble()))
                  .toList()));
    }
    return lines;
  }

  /// The error in percent. A logarithmic axis has no 0, so less than 0.01 % is drawn as that.
  private static double percent(double accuracy) {
    return Math.max(0.01, 100 * (1 - accuracy));
  }

  private static XYChart panel(
      String name,
      String unit,
      boolean logarithmic,
      List<Line> lines,
      int lastEpoch,
      boolean lowest) {
    int height = PANEL + (lowest ? LABELLED_AXIS : 0);
    XYChart chart = Panel.empty(name, unit, lastEpoch + 1.0, height, lowest);
    chart.setXAxisTitle("epoch");
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    int labelled = labelled(lastEpoch);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            epoch -> epoch % labelled == 0 ? Time.plain(epoch) : "");
    chart.getStyler().setMarkerSize(5);
    chart.getStyler().setYAxisTickLabelsFormattingFunction(Time::plain);
    // Inside, so that the epochs of all panels stand below each other.
    chart.getStyler().setLegendVisible(lines.size() > 1);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.epochs().isEmpty()) {
        continue;
      }
      var series = chart.addSeries(line.name(), line.epochs(), line.values());
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setLineStyle(new BasicStroke(1.4f));
      series.setLineColor(Panel.COLORS[i]);
      series.setMarkerColor(series.getLineColor());
    }
    limits(chart, logarithmic, lines);
    return chart;
  }

  /// Every how many epochs one is labelled: 1, 2, 5, 10, 20, ...
  private static int labelled(int lastEpoch) {
    int power = 1;
    while (lastEpoch > 10 * power * MOST_LABELS) {
      power *= 10;
    }
    for (int step : new int[] {1, 2, 5}) {
      if (lastEpoch <= step * power * MOST_LABELS) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /// A linear axis begins at 0; a logarithmic one goes from power of ten to power of ten, as only
  /// those are labelled.
  private static void limits(XYChart chart, boolean logarithmic, List<Line> lines) {
    var values =
        lines.stream()
            .flatMap(line -> line.values().stream())
            .mapToDouble(value -> value)
            .summaryStatistics();
    if (values.getCount() == 0) {
      return;
    }
    if (logarithmic) {
      double lowest = Math.floor(Math.log10(values.getMin()));
      double highest = Math.max(lowest + 1, Math.ceil(Math.log10(values.getMax())));
      chart.getStyler().setYAxisMin(Math.pow(10, lowest - EDGE));
      chart.getStyler().setYAxisMax(Math.pow(10, highest + EDGE));
    } else {
      chart.getStyler().setYAxisMin(0.0);
      chart.getStyler().setYAxisMax(values.getMax() > 0 ? 1.1 * values.getMax() : 1);
    }
  }
}
