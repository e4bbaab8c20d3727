package dev.ranvier.runtime.server.operations;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;

/// The figures of a runtime, in a registry that Prometheus reads. Typed methods, so that who counts
/// something cannot get a label wrong. Counting costs well under a microsecond and never fails.
///
/// Tenants are labels; [TenantLabels] keeps their number small.
public final class Meters {
  private static final int MOST_TENANTS = 100;
  private static final String TENANT = "tenant";
  private static final String OUTCOME = "outcome";
  private static final String DEVICE_SET = "device_set";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final TenantLabels tenants = new TenantLabels(MOST_TENANTS);
  private final Counter calls =
      counter("ranvier_calls_total", "Calls that have ended.", "method", TENANT, OUTCOME);
  private final Histogram callSeconds =
      histogram("ranvier_call_seconds", "How long calls took, at the front.", "method");
  private final Gauge running = gauge("ranvier_calls_running", "Calls being served.");
  private final Histogram compileSeconds =
      histogram("ranvier_compile_seconds", "How long plugins compiled.");
  private final Histogram executeSeconds =
      histogram("ranvier_execute_seconds", "How long executions kept a device busy.");
  private final Counter deviceSeconds =
      Counter.builder()
          .name("ranvier_tenant_device_seconds_total")
          .help("How long a tenant kept devices busy.")
          .unit(Unit.SECONDS)
          .labelNames(TENANT)
          .register(registry);
  private final Histogram queueSeconds =
      histogram("ranvier_queue_seconds", "How long executions waited for the device.");
  private final Counter refused =
      counter("ranvier_refused_total", "Calls refused by a limit.", TENANT);
  private final Counter throttled =
      counter(
          "ranvier_throttled_total",
          "Times that a client was slowed down that resets calls or makes none.");
  private final Counter transferred =
      counter("ranvier_transferred_bytes_total", "Bytes of messages.", TENANT, "direction");
  private final Counter cache =
      counter("ranvier_cache_lookups_total", "Compilations looked up in the cache.", "result");
  private final Counter deaths =
      counter("ranvier_worker_deaths_total", "Workers that ended.", DEVICE_SET, "reason");

  /// Why a worker ended, coarsely; its last words are in the log.
  public enum Death {
    /// By itself: a crash of the plugin.
    CRASHED,
    /// It was killed, since a deadline had passed.
    OVERDUE,
    /// It was killed, since it did not answer.
    STUCK,
    /// It was not ready in time, or could not load its plugin.
    NOT_STARTED;

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// What looking in the cache came to.
  public enum Lookup {
    HIT,
    MISS,
    /// There was an entry, and it was damaged.
    BAD;

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Which way bytes went.
  public enum Direction {
    RECEIVED,
    SENT;

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Where the figures are.
  PrometheusRegistry registry() {
    return registry;
  }

  void callStarted() {
    running.inc();
  }

  void callEnded(String method, String tenant, String outcome, Duration took) {
    running.dec();
    calls.labelValues(method, tenants.of(tenant), outcome).inc();
    callSeconds.labelValues(method).observe(seconds(took));
  }

  /// A plugin has compiled a module. Not called where the cache had it.
  public void compiled(Duration took) {
    compileSeconds.observe(seconds(took));
  }

  /// An execution of a tenant has kept a device busy.
  public void executed(String tenant, Duration busy) {
    executeSeconds.observe(seconds(busy));
    deviceSeconds.labelValues(tenants.of(tenant)).inc(seconds(busy));
  }

  /// An execution waited for the device this long.
  public void waited(Duration took) {
    queueSeconds.observe(seconds(took));
  }

  /// A call was refused by a limit.
  public void refused(String tenant) {
    refused.labelValues(tenants.of(tenant)).inc();
  }

  /// A connection is not read for a while, since its client resets calls as fast as it begins them,
  /// or has connected again and again without making one.
  public void throttled() {
    throttled.inc();
  }

  public void transferred(String tenant, Direction direction, long bytes) {
    transferred.labelValues(tenants.of(tenant), direction.label()).inc(bytes);
  }

  public void lookedUp(Lookup result) {
    cache.labelValues(result.label()).inc();
  }

  public void workerDied(String deviceSet, Death reason) {
    deaths.labelValues(deviceSet, reason.label()).inc();
  }

  /// From now on asks what there is at the moment whenever the figures are read.
  public void watch(Inspection inspection) {
    GaugeWithCallback.builder()
        .name("ranvier_sessions")
        .help("Open sessions.")
        .labelNames(TENANT)
        .callback(
            gauge ->
                inspection
                    .sessionsByTenant()
                    .forEach((tenant, count) -> gauge.call(count, tenants.of(tenant))))
        .register(registry);
    perWorker(
        inspection, "ranvier_worker_up", "1 while a worker takes calls.", w -> w.isUp() ? 1 : 0);
    perWorker(
        inspection,
        "ranvier_worker_resident_bytes",
        "Memory of a worker's process.",
        w -> ResidentMemory.of(w.pid()));
    perWorker(
        inspection,
        "ranvier_device_array_bytes",
        "Bytes of arrays that sessions hold.",
        WorkerView::arrayBytes);
  }

  /// A figure that a worker has at the moment.
  @FunctionalInterface
  private interface Figure {
    double of(WorkerView worker);
  }

  private void perWorker(Inspection inspection, String name, String help, Figure figure) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(DEVICE_SET)
        .callback(
            gauge ->
                inspection
                    .workers()
                    .forEach(worker -> gauge.call(figure.of(worker), worker.deviceSet())))
        .register(registry);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
  }

  private Gauge gauge(String name, String help) {
    return Gauge.builder().name(name).help(help).register(registry);
  }

  private Histogram histogram(String name, String help, String... labels) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .labelNames(labels)
        .classicOnly()
        .classicExponentialUpperBounds(0.0001, 4, 12)
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
