/// Tests of the package of the same name.
@NullMarked
package dev.ranvier.examples.data;

import org.jspecify.annotations.NullMarked;
