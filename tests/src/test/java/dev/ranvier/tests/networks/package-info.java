/// Networks that several tests run.
@NullMarked
package dev.ranvier.tests.networks;

import org.jspecify.annotations.NullMarked;
