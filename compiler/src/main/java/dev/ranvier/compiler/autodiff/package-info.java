/// Gradients: so far, what each op stands for in one.
@NullMarked
package dev.ranvier.compiler.autodiff;

import org.jspecify.annotations.NullMarked;
