/// Tests of the benchmarks' programs.
@NullMarked
package dev.ranvier.examples.bench;

import org.jspecify.annotations.NullMarked;
