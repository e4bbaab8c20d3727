/// How fast the IR and the compiler are: JMH benchmarks, compiled with the tests and run by hand
/// (`ir/README.md`).
@NullMarked
package dev.ranvier.tests.bench;

import org.jspecify.annotations.NullMarked;
