/// Tests of what targets take.
@NullMarked
package dev.ranvier.compiler.target;

import org.jspecify.annotations.NullMarked;
