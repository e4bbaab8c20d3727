@NullMarked
package dev.ranvier.runtime.server.config;

import org.jspecify.annotations.NullMarked;
