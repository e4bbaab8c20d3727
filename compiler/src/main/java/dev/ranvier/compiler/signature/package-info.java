/// What a compiled program takes and gives, by name: ports and their roles, and how both are
/// written into\n/// the IR until the text is printed.
@NullMarked
package dev.ranvier.compiler.signature;

import org.jspecify.annotations.NullMarked;
