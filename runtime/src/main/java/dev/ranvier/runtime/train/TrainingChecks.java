package dev.ranvier.runtime.train;

/// What data and split must be for a training, found out before anything is compiled.
record TrainingChecks(Training training, Dataset data, Split split) {
  /// @throws TrainingInputException with the first thing that does not fit
  void throwIfWrong() {
    throwIfNotOfData();
    Batches.requireOne(split.training(), training.batch());
    if (training.patience() > 0 && split.validation().length == 0) {
      throw new TrainingInputException(
          "validation split: expected at least 1 sample, as training stops when their accuracy no longer rises, got 0; give some, or no patience(%d)"
              .formatted(training.patience()));
    }
  }

  /// Of what is only tried.
  ///
  /// @throws TrainingInputException with the first thing that does not fit
  void throwIfNotOfData() {
    labels();
    split.requireWithin(data.labels().length);
  }

  /// A label population that does not exist is told with all else that is wrong with the recipe.
  private void labels() {
    String wanted = training.recipe().objective().population();
    training.network().graph().populations().stream()
        .filter(population -> population.name().equals(wanted))
        .findFirst()
        .ifPresent(population -> LabelChecks.requireInRange(data.labels(), population.size()));
  }
}
