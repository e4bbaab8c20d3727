package dev.ranvier.compiler.placement;

import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;

/// THE list of placements, by the names that layouts begin with.
public final class Placements {
  /// Of sparse synapses, on targets that neither gather nor scatter.
  public static final String PRODUCTS = "synaptic-products";

  /// The most steps that are looked at once: a word has so many bits.
  public static final int MOST_AHEAD = AxonalHistory.BITS;

  private static final String SYNAPTIC = "synaptic";
  private static final String CHUNKS = "axonal-chunks-";

  private Placements() {}

  /// The placement that a projection's layout names: `axonal-history`, `axonal-line`,
  /// `axonal-shift`, `axonal-taps`, `dendritic-events`, `synaptic`, `synaptic-products`,
  /// `axonal-chunks-` and a number of steps, or `synaptic-` and the name of a lowering of its
  /// queues.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public static Placement of(ProjectionType type) {
    QueueType queues = type.queues();
    return switch (queues.layout()) {
      case "axonal-history" -> new AxonalHistory(type, reach(queues));
      case "axonal-line" -> new AxonalLine(type, reach(queues));
      case "axonal-taps" -> new AxonalTaps(type, 1, reach(queues));
      case "axonal-shift" -> new AxonalTaps(type, reach(queues), reach(queues));
      case "dendritic-events" -> new DendriticEvents(type, reach(queues), admission(type, queues));
      case PRODUCTS -> new SynapticProducts(type, queues.withLayout(""));
      case "", SYNAPTIC -> new Synaptic(type, queues.withLayout(""));
      default -> named(type, queues);
    };
  }

  /// The layout that looks at histories once for so many steps.
  public static String chunks(int steps) {
    return CHUNKS + steps;
  }

  private static Placement named(ProjectionType type, QueueType queues) {
    return queues.layout().startsWith(CHUNKS) ? chunks(type, queues) : synaptic(type, queues);
  }

  private static Placement chunks(ProjectionType type, QueueType queues) {
    int chunk = Integer.parseInt(queues.layout().substring(CHUNKS.length()));
    return new AxonalChunks(type, new AxonalHistory(type, reach(queues)), chunk);
  }

  private static Placement synaptic(ProjectionType type, QueueType queues) {
    String layout = queues.layout();
    if (!layout.startsWith(SYNAPTIC + "-")) {
      throw new IllegalArgumentException(
          "projection %s: expected a layout of axonal-chunks-K, axonal-history, axonal-line, axonal-shift,"
                  .formatted(type)
              + " axonal-taps, dendritic-events or synaptic, got \""
              + layout
              + '"');
    }
    return new Synaptic(type, queues.withLayout(layout.substring(SYNAPTIC.length() + 1)));
  }

  private static int reach(QueueType queues) {
    return Math.max(1, queues.reach() == 0 ? queues.capacity() : queues.reach());
  }

  private static Admission admission(ProjectionType type, QueueType queues) {
    return queues.kind().equals("ring")
        ? new Unbounded()
        : new Bounded(type, queues.capacity(), reach(queues));
  }
}
