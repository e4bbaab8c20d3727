package dev.ranvier.ir.type;

/// What is under way in a projection, before lowering: a queue for each synapse of each sample,
/// which stand together because their synapses share sources and targets.
///
/// In text: `!ranvier.projection<!ranvier.queue<64x480xring[20]>, 4, 120>`.
///
/// @param queues `[batch, synapse]`
/// @param sources how many neurons the synapses begin at
/// @param targets how many neurons they end in
public record ProjectionType(QueueType queues, long sources, long targets) implements Type {
  public ProjectionType {
    if (queues.dimensions().size() != 2) {
      throw new IllegalArgumentException(
          "projection type: expected queues [batch, synapse], got " + queues);
    }
    if (sources < 0 || targets < 0) {
      throw new IllegalArgumentException(
          "projection type: expected at least 0 sources and targets, got %d and %d"
              .formatted(sources, targets));
    }
  }

  public long batch() {
    return queues.dimensions().getFirst();
  }

  public long synapses() {
    return queues.dimensions().getLast();
  }

  /// A tensor with one element for each source of each sample.
  public TensorType perSource(ElementType element) {
    return TensorType.of(element, batch(), sources);
  }

  /// A tensor with one element for each target of each sample.
  public TensorType perTarget(ElementType element) {
    return TensorType.of(element, batch(), targets);
  }

  /// The same projection with its queues kept in the lowering of this name.
  public ProjectionType withLayout(String name) {
    return new ProjectionType(queues.withLayout(name), sources, targets);
  }

  @Override
  public String toString() {
    return "!ranvier.projection<%s, %d, %d>".formatted(queues, sources, targets);
  }
}
