package dev.ranvier.runtime.train;

/// Says when a training no longer gets better: when a metric of which more is better (validation
/// accuracy) has not risen for a number of epochs. Immutable: each epoch's metric gives the next
/// one. Best and waited are what a checkpoint keeps of it.
///
/// @param patience epochs without improvement after which to stop, at least 1
/// @param minimumImprovement by how much a metric must exceed the best to count, at least 0
/// @param best metric that counted, negative infinity at first
/// @param waited epochs since then
public record EarlyStop(int patience, double minimumImprovement, double best, int waited) {
  public EarlyStop {
    if (patience < 1) {
      throw new TrainingInputException(
          "early stop: expected a patience of at least 1 epoch, got " + patience);
    }
    if (!(minimumImprovement >= 0 && minimumImprovement < Double.POSITIVE_INFINITY)) {
      throw new TrainingInputException(
          "early stop: expected a least improvement of at least 0, got " + minimumImprovement);
    }
  }

  public EarlyStop(int patience, double minimumImprovement) {
    this(patience, minimumImprovement, Double.NEGATIVE_INFINITY, 0);
  }

  /// After one more epoch. A metric that is not a number is no improvement.
  public EarlyStop after(double metric) {
    boolean better =
        metric > best && (best == Double.NEGATIVE_INFINITY || metric - best >= minimumImprovement);
    return better
        ? new EarlyStop(patience, minimumImprovement, metric, 0)
        : new EarlyStop(patience, minimumImprovement, best, waited + 1);
  }

  /// Whether the last epoch was the best so far.
  public boolean improved() {
    return waited == 0 && best > Double.NEGATIVE_INFINITY;
  }

  public boolean stops() {
    return waited >= patience;
  }
}
