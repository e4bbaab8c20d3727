/// Runs whole programs of the compiler on a runtime: the only package of this room that knows the
/// compiler.
@NullMarked
package dev.ranvier.runtime.session;

import org.jspecify.annotations.NullMarked;
