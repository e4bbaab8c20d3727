/// Units: times and steps are types, never bare numbers.
@NullMarked
package dev.ranvier.compiler.unit;

import org.jspecify.annotations.NullMarked;
