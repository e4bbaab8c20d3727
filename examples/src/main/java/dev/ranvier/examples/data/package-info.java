/// The data that the examples read: the Yin-Yang points, carried as resources, and how a value
/// becomes a spike time.
@NullMarked
package dev.ranvier.examples.data;

import org.jspecify.annotations.NullMarked;
