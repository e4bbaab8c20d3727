/// What kinds of devices take of lowered modules.
@NullMarked
package dev.ranvier.ir.device;

import org.jspecify.annotations.NullMarked;
