/// Tests of the package of the same name.
@NullMarked
package dev.ranvier.examples.cli;

import org.jspecify.annotations.NullMarked;
