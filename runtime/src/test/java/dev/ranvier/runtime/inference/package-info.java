/// Tests of the inference server, on a real runtime with real programs.
@NullMarked
package dev.ranvier.runtime.inference;

import org.jspecify.annotations.NullMarked;
