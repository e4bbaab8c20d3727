/// Tests of what kinds of devices take.
@NullMarked
package dev.ranvier.ir.device;

import org.jspecify.annotations.NullMarked;
