package dev.ranvier.compiler.constant;

/// What a trained constant stays above or below.
public sealed interface Bound {
  /// A number.
  record Fixed(double number) implements Bound {}

  /// Another constant of the same model, which may itself be trained.
  record Other(String name) implements Bound {}

  /// The time step.
  record Step() implements Bound {}
}
