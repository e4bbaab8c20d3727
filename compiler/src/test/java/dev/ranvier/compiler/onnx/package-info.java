/// Tests of what is written as ONNX; what runtimes make of it is tested in `tests`.
@NullMarked
package dev.ranvier.compiler.onnx;

import org.jspecify.annotations.NullMarked;
