/// The code of `examples/docs/training.md`, compiled and run: the page shows nothing that is not
/// here.
@NullMarked
package dev.ranvier.examples.docs;

import org.jspecify.annotations.NullMarked;
