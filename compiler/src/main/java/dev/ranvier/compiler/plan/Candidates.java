package dev.ranvier.compiler.plan;

import dev.ranvier.compiler.target.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// THE cost model: which layouts a projection could have, and what a step of each costs, the
/// cheapest first. Costs are nanoseconds on one core of a CPU; what counts is their order.
///
/// The figures are fitted to measurements of XLA on a CPU: an element of a vectorised loop takes
/// `ELEMENT`, a synapse that a spike is added to takes `EVENT`, and a kernel of its own, which is
/// what dots, gathers and scatters need, `KERNEL`.
final class Candidates {
  private static final double ELEMENT = 0.3;
  private static final double EVENT = 3.5;
  private static final double SPIKE = 15;
  private static final double KERNEL = 1_500;

  /// Kinds of queues of which the new event is dropped when they are full: with delays that never
  /// change, what is admitted is known when it is sent.
  private static final Set<String> DROPS_NEW =
      Set.of("fifo", "sorted", "heap", "batched_heap", "single_spike_keep");

  private Candidates() {}

  static List<Choice> of(Load load, Target target) {
    List<Choice> choices = new ArrayList<>();
    boolean ring = load.queue().kind().equals("ring");
    if (target.takesLoops() && (ring || DROPS_NEW.contains(load.queue().kind()))) {
      choices.add(dendriticEvents(load, ring));
    }
    if (ring) {
      choices.add(axonalHistory(load));
      if (load.hasEqualDelays() && load.dense()) {
        choices.add(axonalLine(load));
      }
    }
    choices.add(synaptic(load, ring));
    choices.sort(Comparator.comparingDouble(Choice::nanoseconds));
    return List.copyOf(choices);
  }

  private static Choice dendriticEvents(Load load, boolean ring) {
    double walk =
        ELEMENT * load.batch() * load.sources()
            + SPIKE * load.spikes() * load.batch() * load.sources();
    double row = 4 * ELEMENT * load.batch() * load.targets();
    double each = ring ? EVENT : 2 * EVENT;
    long sums = 8L * load.longest() * load.batch() * load.targets();
    long steps = ring ? 0 : 4L * load.capacity() * load.batch() * load.synapses();
    return new Choice(
        "dendritic-events",
        100 + walk + row + each * load.events(),
        sums + steps,
        "each spike walks through its row of synapses: %.3g events a step are expected"
            .formatted(load.events()));
  }

  private static Choice axonalHistory(Load load) {
    long words = Math.ceilDiv(load.longest(), 32);
    double each = (2 + words) * ELEMENT + (load.dense() ? 0 : 4 * words);
    return new Choice(
        "axonal-history",
        KERNEL + each * load.batch() * load.synapses(),
        4 * words * load.batch() * load.sources(),
        "%d x 32 bits for each source, of which each synapse reads one in every step"
            .formatted(words));
  }

  private static Choice axonalLine(Load load) {
    return new Choice(
        "axonal-line",
        2 * KERNEL + ELEMENT * load.batch() * load.synapses(),
        (load.longest() + 1) * load.batch() * load.sources(),
        "delays are equal: the spikes of %d steps ago meet the weights in one product"
            .formatted(load.longest()));
  }

  private static Choice synaptic(Load load, boolean ring) {
    long slots = ring ? Math.ceilDiv(load.longest(), 32) : Math.max(1, load.capacity());
    double each = (4 + 4 * slots) * ELEMENT + (load.dense() ? 0 : 10);
    return new Choice(
        "synaptic",
        KERNEL + each * load.batch() * load.synapses(),
        4 * slots * load.batch() * load.synapses(),
        "a queue for each synapse, looked at in every step");
  }
}
