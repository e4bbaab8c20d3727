@NullMarked
package dev.ranvier.runtime.server.security;

import org.jspecify.annotations.NullMarked;
