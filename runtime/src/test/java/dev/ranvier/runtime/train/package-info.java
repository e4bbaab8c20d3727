/// Tests of the host's side of training.
@NullMarked
package dev.ranvier.runtime.train;

import org.jspecify.annotations.NullMarked;
