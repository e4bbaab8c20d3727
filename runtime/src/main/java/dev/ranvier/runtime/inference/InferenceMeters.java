package dev.ranvier.runtime.inference;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Collection;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// The figures of models that are served, where Prometheus reads those of the calls: each has the
/// label `model`. What is counted anyway is read from [InferenceCounts] when it is asked for.
final class InferenceMeters {
  private static final String PREFIX = "ranvier_inference_";
  private static final String MODEL = "model";
  private static final String OUTCOME = "outcome";

  private final PrometheusRegistry registry;
  private final Histogram batchRows;
  private final Histogram queueSeconds;
  private final Histogram batchSeconds;

  /// Those of one model that are more than a count.
  ///
  /// @param batchRows samples of a batch that ran
  /// @param queueSeconds from when a request was taken until its batch began
  /// @param batchSeconds from when a batch began until its answers were there
  record Spreads(
      DistributionDataPoint batchRows,
      DistributionDataPoint queueSeconds,
      DistributionDataPoint batchSeconds) {}

  InferenceMeters(PrometheusRegistry registry) {
    this.registry = registry;
    this.batchRows =
        Histogram.builder()
            .name(PREFIX + "batch_rows")
            .help("Samples of a batch.")
            .labelNames(MODEL)
            .classicOnly()
            .classicExponentialUpperBounds(1, 2, 11)
            .register(registry);
    this.queueSeconds = seconds("queue_seconds", "How long requests waited for their batch.");
    this.batchSeconds = seconds("batch_seconds", "How long batches ran.");
  }

  private Histogram seconds(String name, String help) {
    return Histogram.builder()
        .name(PREFIX + name)
        .help(help)
        .unit(Unit.SECONDS)
        .labelNames(MODEL)
        .classicOnly()
        .classicExponentialUpperBounds(0.0005, 2, 16)
        .register(registry);
  }

  Spreads of(String model) {
    return new Spreads(
        batchRows.labelValues(model),
        queueSeconds.labelValues(model),
        batchSeconds.labelValues(model));
  }

  /// From now on asks the models whenever the figures are read.
  void watch(Collection<ServedModel> models) {
    CounterWithCallback.builder()
        .name(PREFIX + "requests_total")
        .help("Requests that have ended: answered, failed, left by their clients, or refused.")
        .labelNames(MODEL, OUTCOME)
        .callback(counter -> models.forEach(model -> outcomes(counter, model)))
        .register(registry);
    count(models, "rows_total", "Samples that ran.", InferenceCounts::samples);
    count(models, "batches_total", "Batches that ran.", InferenceCounts::batches);
    count(
        models,
        "early_exits_total",
        "Batches that ended before their last step, as every sample had spiked.",
        InferenceCounts::earlyExits);
    perModel(
        models,
        "steps_skipped_total",
        "Steps that batches which ended early did not run.",
        model -> model.counts().skippedCalls() * (double) model.description().stepsPerCall());
    gauge(models, "waiting_rows", "Samples that wait.", ServedModel::waiting);
    gauge(models, "ready", "1 while a runtime runs the model.", model -> model.isReady() ? 1 : 0);
  }

  private static void outcomes(CounterWithCallback.Callback counter, ServedModel model) {
    InferenceCounts counts = model.counts();
    String name = model.description().name();
    counter.call((double) counts.answered(), name, "answered");
    counter.call((double) counts.failed(), name, "failed");
    counter.call((double) counts.left(), name, "left");
    counter.call((double) counts.refused(), name, "refused");
  }

  private void count(
      Collection<ServedModel> models,
      String name,
      String help,
      ToLongFunction<InferenceCounts> count) {
    perModel(models, name, help, model -> (double) count.applyAsLong(model.counts()));
  }

  private void perModel(
      Collection<ServedModel> models,
      String name,
      String help,
      ToDoubleFunction<ServedModel> figure) {
    CounterWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(MODEL)
        .callback(
            counter ->
                models.forEach(
                    model -> counter.call(figure.applyAsDouble(model), model.description().name())))
        .register(registry);
  }

  private void gauge(
      Collection<ServedModel> models,
      String name,
      String help,
      ToDoubleFunction<ServedModel> figure) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(MODEL)
        .callback(
            gauge ->
                models.forEach(
                    model -> gauge.call(figure.applyAsDouble(model), model.description().name())))
        .register(registry);
  }
}
