/// A trained model as one file: what a program takes and gives, how its answer is read, its text
/// and its parameters. Written by [dev.ranvier.runtime.train.ModelExport], read by the inference
/// server; knows neither compiler nor runtime.
@NullMarked
package dev.ranvier.runtime.inference.model;

import org.jspecify.annotations.NullMarked;
