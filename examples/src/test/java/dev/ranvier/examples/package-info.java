/// Tests of the package of the same name.
@NullMarked
package dev.ranvier.examples;

import org.jspecify.annotations.NullMarked;
