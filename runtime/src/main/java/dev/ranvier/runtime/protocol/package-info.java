/// What both ends of `ranvier.runtime.v1` must do alike: versions, headers, chunks, types on the
/// wire, failures.
@NullMarked
package dev.ranvier.runtime.protocol;

import org.jspecify.annotations.NullMarked;
