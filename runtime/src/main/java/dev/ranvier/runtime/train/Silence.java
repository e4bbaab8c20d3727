package dev.ranvier.runtime.train;

import dev.ranvier.compiler.TrainingProgram;
import dev.ranvier.compiler.graph.Node;
import dev.ranvier.compiler.train.RateRegulariser;
import dev.ranvier.runtime.array.HostArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds populations that should spike and never did in an epoch: no derivative of a spike's time
/// can reach them, and what follows them learns nothing from them.
final class Silence {
  private final TrainingProgram program;
  private final Map<Node.Population, Long> spikes = new LinkedHashMap<>();

  Silence(TrainingProgram program) {
    this.program = program;
    for (Node.Population population : program.graph().populations()) {
      if (population.neuron().spikes()) {
        spikes.put(population, 0L);
      }
    }
  }

  void see(DeviceTraining.Seen seen) {
    spikes.replaceAll(
        (population, before) -> {
          HostArray counts = seen.get(population.spikeCountPort());
          long sum = before;
          for (int count : counts.ints()) {
            sum += count;
          }
          return sum;
        });
  }

  /// @throws TrainingFailure if a population is silent and nothing will wake it
  void check(long update, TrainingListener listener) {
    List<String> silent =
        spikes.entrySet().stream()
            .filter(entry -> entry.getValue() == 0)
            .map(entry -> entry.getKey().name())
            .sorted()
            .toList();
    if (silent.isEmpty()) {
      return;
    }
    String message =
        "training of \"%s\": %s did not spike once in the epoch up to update %d, so that nothing is learnt there; %s"
            .formatted(program.graph().name(), named(silent), update, remedy(silent));
    if (silent.stream().allMatch(one -> isRevived(one) || hasFloor(one))) {
      listener.notice(message);
    } else {
      throw new TrainingFailure(update, message);
    }
  }

  private String remedy(List<String> silent) {
    String begin = "begin with larger weights or a lower threshold";
    if (program.recipe().revival() == 0) {
      return begin
          + ", or set revival(...) in the recipe, which raises the weights into silent neurons";
    }
    return silent.stream().allMatch(this::isRevived)
        ? "revival raises the weights into it; if that takes long, " + begin
        : begin + "; revival raises trained weights of dense projections only";
  }

  /// Whether weights into a population are raised until it spikes.
  private boolean isRevived(String population) {
    return program.recipe().revival() > 0
        && program.graph().projections().stream()
            .filter(projection -> projection.target().name().equals(population))
            .filter(projection -> program.recipe().trainsWeights(projection.name()))
            .anyMatch(projection -> program.plan().wiring(projection).isEmpty());
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
