/// Tests of the package of the same name.
@NullMarked
package dev.ranvier.examples.picture;

import org.jspecify.annotations.NullMarked;
