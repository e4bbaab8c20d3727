package dev.ranvier.compiler.target;

/// What work costs on a target, in nanoseconds. What counts is their order; the cost model is in
/// `plan.Candidates`.
///
/// @param element of a vectorised loop
/// @param product of a number of a matrix and one of another
/// @param event a synapse that a spike is added to, one by one
/// @param spike that is found and walked through
/// @param lookup of a number at a place that is computed
/// @param kernel of its own, which dots, gathers and scatters need
public record Prices(
    double element, double product, double event, double spike, double lookup, double kernel) {
  /// Fitted to measurements of XLA on one core of a CPU.
  static final Prices CPU = new Prices(0.3, 0.1, 3.5, 15, 5, 1_500);

  /// One bundle of a TPU v5e is taken as 1/1.5 ns; in it go 1,024 elements, or a product with 128 x
  /// 128 numbers.
  static final Prices TPU = new Prices(0.65e-3, 4e-5, 50, 300, 1, 30);

  /// A launch of a kernel, and the arithmetic of a large graphics card.
  static final Prices GPU = new Prices(0.1e-3, 1e-5, 100, 2_000, 0.5e-3, 2_000);

  /// A chip that streams, 320 lanes wide, at 0.9 GHz.
  static final Prices LPU = new Prices(3.5e-3, 1e-5, 1_000, 1_000, 1_000, 10);
}
