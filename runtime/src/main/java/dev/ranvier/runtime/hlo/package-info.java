/// What XLA made of a program, read from the protocol buffer by which a plugin shows it: for tests
/// and reports that ask whether a loop copies, or whether a gather is left.
@NullMarked
package dev.ranvier.runtime.hlo;

import org.jspecify.annotations.NullMarked;
