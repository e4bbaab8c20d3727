package dev.ranvier.runtime.train;

import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.train.RateRegulariser;
import dev.ranvier.runtime.array.HostArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds populations that should spike and never did in an epoch: no derivative of a spike's time
/// can reach them, and what follows them learns nothing from them.
final class Silence {
  private final TrainingProgram program;
  private final Map<String, Long> spikes = new TreeMap<>();

  Silence(TrainingProgram program) {
    this.program = program;
    for (Node.Population population : program.graph().populations()) {
      if (population.neuron().spikes()) {
        spikes.put(population.name(), 0L);
      }
    }
  }

  void see(DeviceTraining.Seen seen) {
    spikes.replaceAll(
        (name, before) -> {
          HostArray counts = seen.get(name + ".spikeCount");
          long sum = before;
          for (int count : counts.ints()) {
            sum += count;
          }
          return sum;
        });
  }

  /// @throws TrainingFailure if a population is silent and nothing will wake it
  void check(long update, TrainingListener listener) {
    List<String> silent = new ArrayList<>();
    spikes.forEach(
        (name, count) -> {
          if (count == 0) {
            silent.add(name);
          }
        });
    if (silent.isEmpty()) {
      return;
    }
    String message =
        ("training of \"%s\": %s did not spike once in the epoch up to update %d, so that nothing"
                + " is learnt there; begin with larger weights or a lower threshold, or set"
                + " revival(...) in the recipe, which raises the weights into silent neurons")
            .formatted(program.graph().name(), named(silent), update);
    if (program.recipe().revival() > 0 || silent.stream().allMatch(this::hasFloor)) {
      listener.notice(message);
    } else {
      throw new TrainingFailure(update, message);
    }
  }

  /// Whether a regulariser draws a population out of its silence.
  private boolean hasFloor(String population) {
    RateRegulariser rate = program.recipe().objective().rates().get(population);
    return rate != null && rate.floor() > 0 && rate.strength() > 0;
  }

  private static String named(List<String> silent) {
    return silent.stream()
        .map(name -> "population \"" + name + "\"")
        .reduce((first, next) -> first + " and " + next)
        .orElseThrow();
  }
}
