/// The intermediate representation: modules of functions, what builds and what verifies them.
@NullMarked
package dev.ranvier.ir;

import org.jspecify.annotations.NullMarked;
