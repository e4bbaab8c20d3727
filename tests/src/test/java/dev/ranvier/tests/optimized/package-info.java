/// What the plugin's compiler makes of programs, read from the plugin: whether time loops stay one
/// kernel, and whether anything is copied that need not be.
@NullMarked
package dev.ranvier.tests.optimized;

import org.jspecify.annotations.NullMarked;
