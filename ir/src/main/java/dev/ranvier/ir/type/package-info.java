/// The types of values.
@NullMarked
package dev.ranvier.ir.type;

import org.jspecify.annotations.NullMarked;
