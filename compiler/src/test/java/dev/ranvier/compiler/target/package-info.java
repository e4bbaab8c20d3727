/// Tests of targets.
@NullMarked
package dev.ranvier.compiler.target;

import org.jspecify.annotations.NullMarked;
