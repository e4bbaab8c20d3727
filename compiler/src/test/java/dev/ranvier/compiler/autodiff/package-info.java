/// Derivatives held against finite differences and against each other.
@NullMarked
package dev.ranvier.compiler.autodiff;

import org.jspecify.annotations.NullMarked;
