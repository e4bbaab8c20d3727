@NullMarked
package dev.ranvier.compiler.pass;

import org.jspecify.annotations.NullMarked;
