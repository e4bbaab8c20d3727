/// Which source reaches which target: rules of connectivity, and the seeded draw that makes a
/// static wiring of them.
@NullMarked
package dev.ranvier.compiler.connect;

import org.jspecify.annotations.NullMarked;
