/// What several rooms' tests of the service share: programs, a server, a raw client.
@NullMarked
package dev.ranvier.runtime.testing;

import org.jspecify.annotations.NullMarked;
