/// Tests of what programs need of streaming chips.
@NullMarked
package dev.ranvier.compiler.schedule;

import org.jspecify.annotations.NullMarked;
