/// What a program needs of a chip whose schedule is fixed when it is compiled.
@NullMarked
package dev.ranvier.compiler.schedule;

import org.jspecify.annotations.NullMarked;
