/// Versions of StableHLO that modules need.
@NullMarked
package dev.ranvier.ir.version;

import org.jspecify.annotations.NullMarked;
