package dev.ranvier.examples;

import java.util.List;

/// What a run found: text for people, and the components of the record for programs.
public sealed interface Report
    permits RelayReport, UntrainedYinYangReport, TrainingReport, DelayReport, RecurrentReport {
  /// The text, line by line.
  List<String> lines();

  /// The pictures that were written.
  List<String> files();
}
