/// Models to try: each is one file with a network, the data that drives it, a `main`, and a report
/// of what happened. {@link dev.ranvier.examples.Models} lists them for the command line.
@NullMarked
package dev.ranvier.examples;

import org.jspecify.annotations.NullMarked;
