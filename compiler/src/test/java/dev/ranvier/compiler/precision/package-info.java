/// Tests of doubles that targets do without.
@NullMarked
package dev.ranvier.compiler.precision;

import org.jspecify.annotations.NullMarked;
