/// Each pass alone on modules written for it, and all of them on random modules.
@NullMarked
package dev.ranvier.compiler.simplify;

import org.jspecify.annotations.NullMarked;
