/// How weights and delays begin: distributions, and the seeded draw that makes numbers of them.
@NullMarked
package dev.ranvier.compiler.parameter;

import org.jspecify.annotations.NullMarked;
