package dev.ranvier.compiler.placement;

import dev.ranvier.ir.type.ProjectionType;
import dev.ranvier.ir.type.QueueType;

/// THE list of placements, by the names that layouts begin with.
public final class Placements {
  /// Of sparse synapses, on targets that neither gather nor scatter.
  public static final String PRODUCTS = "synaptic-products";

  private static final String SYNAPTIC = "synaptic";

  private Placements() {}

  /// The placement that a projection's layout names: `axonal-history`, `axonal-line`,
  /// `axonal-shift`, `axonal-taps`, `dendritic-events`, `synaptic`, `synaptic-products`, or
  /// `synaptic-` and the name of a lowering of its queues.
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
      default -> synaptic(type, queues);
    };
  }

  private static Placement synaptic(ProjectionType type, QueueType queues) {
    String layout = queues.layout();
    if (!layout.startsWith(SYNAPTIC + "-")) {
      throw new IllegalArgumentException(
          "projection %s: expected a layout of axonal-history, axonal-line, axonal-shift, axonal-taps,"
                  .formatted(type)
              + " dendritic-events or synaptic, got \""
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
