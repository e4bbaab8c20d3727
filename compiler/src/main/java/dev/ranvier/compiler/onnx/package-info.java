/// A lowered module as a file of ONNX, for chips whose compilers take that: [OnnxModel] is the
/// door, `Translation` says what stands for each op, and the other classes are the rules, by what
/// ops are about. `Graph` writes nodes; it alone knows the file format.
///
/// What ONNX is: graphs of operators on tensors, <https://onnx.ai/onnx/intro/concepts.html>; its
/// operators: <https://onnx.ai/onnx/operators/>.
@NullMarked
package dev.ranvier.compiler.onnx;

import org.jspecify.annotations.NullMarked;
