@NullMarked
package dev.ranvier.compiler.queue;

import org.jspecify.annotations.NullMarked;
