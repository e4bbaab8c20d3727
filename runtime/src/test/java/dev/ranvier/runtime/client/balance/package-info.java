/// Tests of several runtimes, each a real one.
@NullMarked
package dev.ranvier.runtime.client.balance;

import org.jspecify.annotations.NullMarked;
