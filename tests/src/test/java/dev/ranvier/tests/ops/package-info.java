/// The table of ops, made from the code.
@NullMarked
package dev.ranvier.tests.ops;

import org.jspecify.annotations.NullMarked;
