package dev.ranvier.examples.bench.service;

/// One row of the table of acceptance figures.
///
/// @param number from 1, as in the table
/// @param what is done to the service
/// @param bar what is asked of it
/// @param measure does it
record Row(int number, String what, String bar, Measure measure) {
  /// How a row's figure is come by. Must end by itself.
  @FunctionalInterface
  interface Measure {
    Figure on(Bench bench) throws Exception;
  }
}
