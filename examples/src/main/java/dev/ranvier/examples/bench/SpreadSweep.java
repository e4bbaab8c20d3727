package dev.ranvier.examples.bench;

import dev.ranvier.examples.bench.CapacitySweep.Curve;
import dev.ranvier.examples.bench.CapacitySweep.Lossless;
import dev.ranvier.examples.bench.CapacitySweep.Point;
import dev.ranvier.examples.bench.CapacitySweep.Run;
import dev.ranvier.runtime.RuntimeFailure;
import dev.ranvier.runtime.client.balance.Job;
import dev.ranvier.runtime.client.balance.JobSpread;
import dev.ranvier.runtime.client.balance.Place;
import dev.ranvier.runtime.client.balance.SpreadListener;
import dev.ranvier.runtime.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Sweeps of capacities with several seeds, on several runtimes: first a training without drops for
/// each seed, then a job for each seed and capacity.
///
/// @param sweeps one for each seed
public record SpreadSweep(List<CapacitySweep> sweeps, List<Place> places, Duration patience) {
  public SpreadSweep {
    sweeps = List.copyOf(sweeps);
    places = List.copyOf(places);
  }

  /// Is told of each result once, where it came from, and of jobs that have to be begun again.
  public interface Listener {
    void trained(long seed, Run lossless, Place place);

    void tried(long seed, Point point, Place place);

    void again(String job, Place place, RuntimeFailure problem);
  }

  /// @param curve of the seed
  public record OfSeed(long seed, Curve curve) {}

  /// How many jobs there are.
  public int jobs() {
    return sweeps.stream().mapToInt(sweep -> 1 + sweep.capacities().size()).sum();
  }

  /// @return a curve for each seed, in their order
  public List<OfSeed> run(Listener listener) throws IOException, InterruptedException {
    List<Lossless> trained = trained(listener);
    List<Job<Point>> jobs = new ArrayList<>();
    List<Long> seeds = new ArrayList<>();
    for (int i = 0; i < sweeps.size(); i++) {
      CapacitySweep sweep = sweeps.get(i);
      Lossless lossless = trained.get(i);
      for (int capacity : sweep.capacities()) {
        jobs.add(
            new Job<>(
                "seed %d, capacity %d".formatted(sweep.seed(), capacity),
                client -> sweep.point(Session.of(client), lossless, capacity)));
        seeds.add(sweep.seed());
      }
    }
    List<Point> points =
        JobSpread.run(
            places,
            jobs,
            patience,
            new SpreadListener<>() {
              @Override
              public void done(Job<Point> job, Place place, Point point) {
                listener.tried(seeds.get(jobs.indexOf(job)), point, place);
              }

              @Override
              public void again(Job<Point> job, Place place, RuntimeFailure problem) {
                listener.again(job.name(), place, problem);
              }
            });
    List<OfSeed> curves = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < sweeps.size(); i++) {
      int count = sweeps.get(i).capacities().size();
      List<Point> own = points.subList(from, from + count);
      curves.add(new OfSeed(sweeps.get(i).seed(), new Curve(trained.get(i).run(), own)));
      from += count;
    }
    return curves;
  }

  private List<Lossless> trained(Listener listener) throws IOException, InterruptedException {
    List<Job<Lossless>> jobs = new ArrayList<>();
    for (CapacitySweep sweep : sweeps) {
      jobs.add(
          new Job<>(
              "seed %d, without drops".formatted(sweep.seed()),
              client -> sweep.lossless(Session.of(client))));
    }
    return JobSpread.run(
        places,
        jobs,
        patience,
        new SpreadListener<>() {
          @Override
          public void done(Job<Lossless> job, Place place, Lossless result) {
            listener.trained(sweeps.get(jobs.indexOf(job)).seed(), result.run(), place);
          }

          @Override
          public void again(Job<Lossless> job, Place place, RuntimeFailure problem) {
            listener.again(job.name(), place, problem);
          }
        });
  }

  /// The mean over seeds: counts of events are rounded.
  public static Curve mean(List<OfSeed> all) {
    List<Point> points = new ArrayList<>();
    List<Point> first = all.getFirst().curve().points();
    for (int i = 0; i < first.size(); i++) {
      int at = i;
      List<Point> same = all.stream().map(one -> one.curve().points().get(at)).toList();
      points.add(
          new Point(
              first.get(i).capacity(),
              meanRun(same.stream().map(Point::trainedWithoutDrops).toList()),
              meanRun(same.stream().map(Point::trainedWithDrops).toList())));
    }
    return new Curve(meanRun(all.stream().map(one -> one.curve().lossless()).toList()), points);
  }

  private static Run meanRun(List<Run> runs) {
    return new Run(
        Math.round(mean(runs, Run::sent)),
        Math.round(mean(runs, Run::dropped)),
        mean(runs, Run::accuracy));
  }

  private static double mean(List<Run> runs, ToDoubleFunction<Run> of) {
    return runs.stream().mapToDouble(of).average().orElseThrow();
  }
}
