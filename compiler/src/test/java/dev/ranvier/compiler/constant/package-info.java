/// Tests of constants of models.
@NullMarked
package dev.ranvier.compiler.constant;

import org.jspecify.annotations.NullMarked;
