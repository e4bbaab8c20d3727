/// The file that says all about a runtime: YAML in, settings out, or all of its mistakes at once,
/// each with its line.
@NullMarked
package dev.ranvier.runtime.server.config;

import org.jspecify.annotations.NullMarked;
