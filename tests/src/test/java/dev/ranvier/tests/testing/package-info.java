/// What tests of this room share.
@NullMarked
package dev.ranvier.tests.testing;

import org.jspecify.annotations.NullMarked;
