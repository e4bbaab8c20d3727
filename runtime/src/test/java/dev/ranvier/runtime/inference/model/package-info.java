/// Tests of model files.
@NullMarked
package dev.ranvier.runtime.inference.model;

import org.jspecify.annotations.NullMarked;
