/// Text in and out: the printer of StableHLO text and the bounded parser that reads it back.
@NullMarked
package dev.ranvier.ir.text;

import org.jspecify.annotations.NullMarked;
