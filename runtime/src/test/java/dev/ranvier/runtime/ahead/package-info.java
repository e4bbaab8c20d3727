/// Tests of [dev.ranvier.runtime.ahead].
@NullMarked
package dev.ranvier.runtime.ahead;

import org.jspecify.annotations.NullMarked;
