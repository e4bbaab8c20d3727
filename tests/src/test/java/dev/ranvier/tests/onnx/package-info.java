/// ONNX files held against the evaluator, in ONNX Runtime.
@NullMarked
package dev.ranvier.tests.onnx;

import org.jspecify.annotations.NullMarked;
