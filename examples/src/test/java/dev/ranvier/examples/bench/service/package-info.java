/// The rows of the service's acceptance figures, held to what they ask for.
@NullMarked
package dev.ranvier.examples.bench.service;

import org.jspecify.annotations.NullMarked;
