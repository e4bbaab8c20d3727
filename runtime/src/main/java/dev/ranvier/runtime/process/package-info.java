/// Other processes with the code of this one: a plugin may end its process, so it gets its own.
@NullMarked
package dev.ranvier.runtime.process;

import org.jspecify.annotations.NullMarked;
