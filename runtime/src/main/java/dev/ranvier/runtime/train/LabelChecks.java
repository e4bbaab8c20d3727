package dev.ranvier.runtime.train;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Holds labels against the number of classes before anything is trained on them: on the device, a
/// label that no class has would silently match none.
public final class LabelChecks {
  private static final int SHOWN = 10;

  private LabelChecks() {}

  /// @param labels one for each sample of the data set
  /// @throws TrainingInputException if labels are not from 0 to `classes` - 1; names the first ten
  public static void requireInRange(int[] labels, int classes) {
    int[] wrong =
        IntStream.range(0, labels.length)
            .filter(sample -> labels[sample] < 0 || labels[sample] >= classes)
            .toArray();
    if (wrong.length == 0) {
      return;
    }
    String named =
        IntStream.of(wrong)
            .limit(SHOWN)
            .mapToObj(sample -> "sample %d has label %d".formatted(sample, labels[sample]))
            .collect(Collectors.joining(", "));
    String others = wrong.length > SHOWN ? " and %d more".formatted(wrong.length - SHOWN) : "";
    throw new TrainingInputException(
        "labels: %s%s; expected 0 to %d, as there are %d classes; correct the labels, or give the label population more neurons"
            .formatted(named, others, classes - 1, classes));
  }
}
