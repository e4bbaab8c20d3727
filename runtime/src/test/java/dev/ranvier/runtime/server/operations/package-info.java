@NullMarked
package dev.ranvier.runtime.server.operations;

import org.jspecify.annotations.NullMarked;
