/// Runs whole programs of the compiler on a runtime: a [dev.ranvier.runtime.session.Session] loads
/// a program, a loaded program starts simulations, and a simulation runs on and on with its state
/// kept on the device. Beside `train`, the only package of this room that knows the compiler.
@NullMarked
package dev.ranvier.runtime.session;

import org.jspecify.annotations.NullMarked;
