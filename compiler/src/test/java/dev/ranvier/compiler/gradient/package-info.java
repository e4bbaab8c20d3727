/// Gradients of whole networks: against exact ones, and equal however events are kept.
@NullMarked
package dev.ranvier.compiler.gradient;

import org.jspecify.annotations.NullMarked;
