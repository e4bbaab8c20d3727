/// A network as data: what the DSL hands on, checked, immutable, and printable.
@NullMarked
package dev.ranvier.compiler.graph;

import org.jspecify.annotations.NullMarked;
