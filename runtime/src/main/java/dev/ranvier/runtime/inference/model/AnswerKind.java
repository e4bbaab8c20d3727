package dev.ranvier.runtime.inference.model;

import java.util.Locale;

/// What a model's file calls the ways to read an answer.
enum AnswerKind {
  VOLTAGE_INTEGRAL,
  VOLTAGE_MAXIMUM,
  SPIKE_COUNT,
  FIRST_SPIKE;

  static AnswerKind of(Answer answer) {
    return switch (answer) {
      case Answer.VoltageIntegral _ -> VOLTAGE_INTEGRAL;
      case Answer.VoltageMaximum _ -> VOLTAGE_MAXIMUM;
      case Answer.SpikeCount _ -> SPIKE_COUNT;
      case Answer.FirstSpike _ -> FIRST_SPIKE;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
