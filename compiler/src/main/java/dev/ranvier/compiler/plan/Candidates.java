package dev.ranvier.compiler.plan;

import dev.ranvier.compiler.placement.Placements;
import dev.ranvier.compiler.target.Prices;
import dev.ranvier.compiler.target.Target;
import dev.ranvier.compiler.target.TimeLoops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// THE cost model: which layouts a projection could have on a target, and what a step of each
/// costs, the cheapest first. Costs are nanoseconds by the target's `Prices`; what counts is their
/// order.
final class Candidates {
  /// Of matrices that say where synapses begin and end, 256 MiB.
  static final long MOST_ENDS = 1L << 26;

  /// Looking at so many steps at once begins to pay.
  private static final int FEWEST_AHEAD = 4;

  private final Load load;
  private final Prices prices;
  private final double perSource;
  private final double perSynapse;

  private Candidates(Load load, Prices prices) {
    this.load = load;
    this.prices = prices;
    this.perSource = (double) load.batch() * load.sources();
    this.perSynapse = (double) load.batch() * load.synapses();
  }

  /// @return none if the target takes no layout
  static List<Choice> of(Load load, Target target) {
    Candidates candidates = new Candidates(load, target.prices());
    List<Choice> choices = new ArrayList<>();
    boolean ring = load.queue().kind().equals("ring");
    boolean streams = target.time() == TimeLoops.UNROLLED;
    if (target.walks() && (ring || dropsNew(load))) {
      choices.add(candidates.dendriticEvents(ring));
    }
    if (ring && load.dense()) {
      boolean equal = load.hasEqualDelays();
      choices.add(equal ? candidates.axonalShift() : candidates.axonalTaps());
      if (equal && !streams) {
        choices.add(candidates.axonalLine());
      }
    }
    boolean products = !load.dense() && !target.gathers();
    if (load.dense() || !streams) {
      if (ring) {
        choices.add(asked(candidates.axonalHistory(), products));
        if (load.shortest() >= FEWEST_AHEAD) {
          choices.add(asked(candidates.axonalChunks(), products));
        }
      }
      choices.add(asked(candidates.synaptic(ring), products));
    }
    if (products && load.ends() <= MOST_ENDS) {
      choices.add(candidates.synapticProducts(ring));
    }
    choices.sort(Comparator.comparingDouble(Choice::nanoseconds));
    return List.copyOf(choices);
  }

  private static Choice asked(Choice choice, boolean only) {
    return only ? choice.onlyIfAsked() : choice;
  }

  /// Of queues that drop the new event when they are full, what is admitted is known when it is
  /// sent, as delays never change.
  private static boolean dropsNew(Load load) {
    return load.queue().dropsNew() && load.capacity() > 0;
  }

  private Choice dendriticEvents(boolean ring) {
    double walk = prices.element() * perSource + prices.spike() * load.spikes() * perSource;
    double row = 4 * prices.element() * load.batch() * load.targets();
    double each = ring ? prices.event() : 2 * prices.event();
    long sums = 8L * load.longest() * load.batch() * load.targets();
    long steps = ring ? 0 : 4L * load.capacity() * load.batch() * load.synapses();
    return new Choice(
        "dendritic-events",
        100 + walk + row + each * load.events(),
        sums + steps,
        "each spike walks through its row of synapses: %.3g events a step are expected"
            .formatted(load.events()));
  }

  private Choice axonalHistory() {
    long words = Math.ceilDiv(load.longest(), 32);
    double each = (2 + words) * prices.element() + (load.dense() ? 0 : words * prices.lookup());
    return new Choice(
        "axonal-history",
        prices.kernel() + each * perSynapse,
        4 * words * load.batch() * load.sources(),
        "%d x 32 bits for each source, of which each synapse reads one in every step"
            .formatted(words));
  }

  private Choice axonalChunks() {
    long words = Math.ceilDiv(load.longest(), 32);
    int chunk = Math.min(load.shortest(), Placements.MOST_AHEAD);
    double looked = 4 * words * prices.element() + (load.dense() ? 0 : words * prices.lookup());
    double each = 3 * prices.element() + looked / chunk;
    return new Choice(
        Placements.chunks(chunk),
        (1 + 1.0 / chunk) * prices.kernel() + each * perSynapse,
        4 * words * load.batch() * load.sources() + 4 * load.batch() * load.synapses(),
        "%d x 32 bits for each source, at which each synapse looks every %d steps: no delay is shorter"
            .formatted(words, chunk));
  }

  private Choice axonalTaps() {
    return new Choice(
        "axonal-taps",
        2 * prices.kernel()
            + load.longest() * (prices.product() * perSynapse + prices.element() * perSource),
        load.longest() * load.batch() * load.sources() + 4L * load.longest() * load.synapses(),
        "the spikes of the last %d steps meet the weights, spread out by delay, in one product"
            .formatted(load.longest()));
  }

  private Choice axonalShift() {
    return new Choice(
        "axonal-shift",
        2 * prices.kernel()
            + prices.product() * perSynapse
            + load.longest() * prices.element() * perSource,
        load.longest() * load.batch() * load.sources(),
        "delays are equal: the spikes of %d steps are shifted, the oldest meet the weights in one"
                .formatted(load.longest())
            + " product");
  }

  private Choice axonalLine() {
    return new Choice(
        "axonal-line",
        2 * prices.kernel() + prices.product() * perSynapse + 4 * prices.element() * perSource,
        (load.longest() + 1) * load.batch() * load.sources(),
        "delays are equal: the spikes of %d steps ago meet the weights in one product"
            .formatted(load.longest()));
  }

  private Choice synapticProducts(boolean ring) {
    Choice queues = synaptic(ring);
    double lookups = 2 * prices.lookup() * perSynapse;
    double products = prices.product() * load.batch() * load.ends();
    return new Choice(
        Placements.PRODUCTS,
        queues.nanoseconds() - lookups + products,
        queues.bytes(),
        "a queue for each synapse, reached and left by products with matrices of %d ones"
            .formatted(load.synapses()));
  }

  private Choice synaptic(boolean ring) {
    long slots = ring ? Math.ceilDiv(load.longest(), 32) : Math.max(1, load.capacity());
    double each = (4 + 4 * slots) * prices.element() + (load.dense() ? 0 : 2 * prices.lookup());
    return new Choice(
        "synaptic",
        prices.kernel() + each * perSynapse,
        4 * slots * load.batch() * load.synapses(),
        "a queue for each synapse, looked at in every step");
  }
}
